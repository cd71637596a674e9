using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Tests.Tls;

/// <summary>Who gets into an encrypted cluster, by real handshakes.</summary>
public sealed class TlsClusterTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), Short = TimeSpan.FromSeconds(2);
    private readonly Certificates _certificates = new();
    private ClusterNode _coordinator = null!;
    private int _port;

    public async Task InitializeAsync()
    {
        _coordinator = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [_certificates.Settings("coordinator")], port: 0), TimeProvider.System);
        _port = int.Parse((await _coordinator.UpAsync().WaitAsync(Limit)).Split(':')[^1], CultureInfo.InvariantCulture);
    }

    public async Task DisposeAsync()
    {
        await _coordinator.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Node_and_trainer_with_certificates_join_and_work()
    {
        await using ClusterNode worker = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [_certificates.Settings("worker")], seeds: $"127.0.0.1:{_port}"), TimeProvider.System);
        await worker.UpAsync().WaitAsync(Limit);
        await using ClusterConnection trainer = await ClusterConnection.JoinAsync([new Endpoint("127.0.0.1", _port)], new ClusterConnectionSettings { ConfigFiles = [_certificates.Settings("trainer")], JoinTimeout = Limit });
        var model = new Model("su4", new Cutting.Plans.Granularity(1, 4));
        await model.RequireSameBitsAsync(trainer.Executor, 16, 1).WaitAsync(Limit);
        await model.RequireSameBitsAsync(trainer.Executor, 150, 2).WaitAsync(Limit); // long messages, in parts
        Assert.Equal((0, null), (RefusedMessages.Of(_coordinator.System).Count, RefusedMessages.Of(_coordinator.System).Last));
    }

    [Fact]
    public async Task Certificate_of_another_authority_does_not_get_in()
    {
        using var others = new Certificates();
        others.Settings("liar");
        await StaysOutAsync(Certificate(others, "liar"), "not signed by this cluster's authority");
    }

    [Fact]
    public async Task Expired_certificate_does_not_get_in()
    {
        _certificates.Settings("liar", validity: -TimeSpan.FromMinutes(5));
        await StaysOutAsync(Certificate(_certificates, "liar"), "it expired on");
    }

    [Fact]
    public async Task Certificate_for_another_address_does_not_get_in()
    {
        _certificates.Settings("liar", host: "elsewhere.example");
        await StaysOutAsync(Certificate(_certificates, "liar"), "it is for elsewhere.example");
    }

    [Fact]
    public async Task Plain_connections_do_not_get_in()
    {
        using ActorSystem liar = Liar(ActorSystemSetup.Empty, "akka.tcp", "");
        await StaysOutAsync(liar, "does not speak TLS");
    }

    [Fact]
    public async Task Encrypted_node_does_not_speak_to_a_plain_cluster_nor_to_a_false_one()
    {
        await using ClusterNode plain = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [], port: 0), TimeProvider.System);
        int port = int.Parse((await plain.UpAsync().WaitAsync(Limit)).Split(':')[^1], CultureInfo.InvariantCulture);
        await Assert.ThrowsAsync<ExecutionFailedException>(() => JoinAsync(_certificates, port, Short));

        // A busy machine may not have come to the handshake by then, and the answer would be that nobody answered: it is asked again with more patience.
        using var others = new Certificates();
        string answer = "";
        for (TimeSpan patience = Short; patience <= Limit && !answer.Contains("refused", StringComparison.Ordinal); patience *= 3)
            answer = (await Assert.ThrowsAsync<ExecutionFailedException>(() => JoinAsync(others, _port, patience))).Message;
        Assert.Contains("not signed by this cluster's authority", answer);

        static Task<ClusterConnection> JoinAsync(Certificates certificates, int port, TimeSpan patience) => ClusterConnection.JoinAsync([new Endpoint("127.0.0.1", port)],
            new ClusterConnectionSettings { ConfigFiles = [certificates.Settings("trainer")], JoinTimeout = patience });
    }

    [Fact]
    public async Task Connection_without_a_certificate_does_not_get_in()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port);
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        try
        {
            await stream.AuthenticateAsClientAsync("127.0.0.1").WaitAsync(Limit);
            await stream.CopyToAsync(Stream.Null).WaitAsync(Limit); // until the node hangs up
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // it did so in the handshake
        }

        RefusedMessages refused = RefusedMessages.Of(_coordinator.System);
        await UntilRefusedAsync(refused);
        Assert.Equal("a connection without a certificate", refused.Last);
    }

    private static async Task UntilRefusedAsync(RefusedMessages refused)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (refused.Count == 0) await Task.Delay(20, limit.Token);
    }

    /// <summary>A node that does not care what it is told, with this certificate.</summary>
    private async Task StaysOutAsync(X509Certificate2 certificate, string reason)
    {
        var setup = ActorSystemSetup.Create(new DotNettySslSetup(certificate, suppressValidation: true, requireMutualAuthentication: true, (_, _, _, _, _) => true));
        using ActorSystem liar = Liar(setup, "akka.ssl.tcp", "enable-ssl = on");
        await StaysOutAsync(liar, reason);
    }

    private async Task StaysOutAsync(ActorSystem liar, string reason)
    {
        RefusedMessages refused = RefusedMessages.Of(_coordinator.System);
        await UntilRefusedAsync(refused);
        await Task.Delay(1000); // in which a node that were not refused would join
        Assert.Contains(reason, refused.Last);
        Assert.Single(Cluster.Get(_coordinator.System).State.Members);
        Assert.NotEqual(MemberStatus.Up, Cluster.Get(liar).SelfMember.Status);
        await liar.Terminate();
    }

    private ActorSystem Liar(ActorSystemSetup setup, string scheme, string transport) => ActorSystem.Create("quantum-cluster", setup.And(BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          actor.provider = cluster
          remote.retry-gate-closed-for = 200ms
          remote.dot-netty.tcp {
            hostname = 127.0.0.1
            port = 0
            {{transport}}
          }
          cluster { roles = [worker], seed-nodes = ["{{scheme}}://quantum-cluster@127.0.0.1:{{_port}}"], retry-unsuccessful-join-after = 500ms, seed-node-timeout = 500ms }
        }
        """).WithFallback(SettingsTree.Load(null, []).Config))));

    private static X509Certificate2 Certificate(Certificates certificates, string name) => X509Certificate2.CreateFromPemFile(certificates.In($"{name}.pem"), certificates.In($"{name}.key"));
}
