using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Google.Protobuf.WellKnownTypes;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Tests.Wire.Refusal;

/// <summary>What strangers may send to a node over a real connection: it is refused and counted, and the node goes on.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private ClusterNode _node = null!;
    private ActorSystem _stranger = null!;
    private string _address = "";

    public async Task InitializeAsync()
    {
        _node = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [], port: 0), TimeProvider.System);
        _address = (await _node.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        // Akka as it comes: whatever has no serializer of its own goes as JSON with the names of its types.
        _stranger = ActorSystem.Create("stranger", ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = remote
              actor.serializers.forger = "QuantumCluster.Actors.Tests.Wire.Refusal.Forger, QuantumCluster.Actors.Tests"
              actor.serializers.unheard-of = "QuantumCluster.Actors.Tests.Wire.Refusal.UnheardOf, QuantumCluster.Actors.Tests"
              actor.serialization-bindings {
                "QuantumCluster.Actors.Tests.Wire.Refusal.Forged, QuantumCluster.Actors.Tests" = forger
                "System.Version" = unheard-of
              }
              remote.retry-gate-closed-for = 100ms
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0, maximum-frame-size = 8MB }
            }
            """));
    }

    public async Task DisposeAsync()
    {
        await _stranger.Terminate();
        await _node.DisposeAsync();
    }

    public static TheoryData<string> Messages => [.. Foreign.Keys];

    private static Dictionary<string, Func<object>> Foreign { get; } = new()
    {
        ["an object as JSON"] = () => new Trap(),
        ["an anonymous object"] = () => new { Value = 1 },
        ["a protobuf message of another kind"] = () => new Timestamp(),
        ["an exception"] = () => new Status.Failure(new InvalidOperationException("boo")),
        ["an order to stop"] = () => PoisonPill.Instance,
        ["an order to die"] = () => Kill.Instance,
        ["an unknown manifest"] = () => new Forged("zz", []),
        ["no manifest"] = () => new Forged("", [1]),
        ["a manifest of another message"] = () => new Forged("jg", [0x08, 0x01]),
        ["bytes that are no message"] = () => new Forged("sr", [0xFF, 0xFF, 0xFF]),
        ["a serializer that nobody has"] = () => new Version(1, 2),
        ["a frame that is too long"] = () => new string('x', 2_000_000),
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Foreign_message_is_refused_and_counted(string kind)
    {
        Trap.Made = 0;
        object message = Foreign[kind]();
        int made = Trap.Made;
        foreach (string path in (string[])["user/coordinator", "system/cluster/core/daemon", ""])
            _stranger.ActorSelection($"akka.tcp://quantum-cluster@{_address}/{path}").Tell(message);
        await UntilRefusedAsync(kind.StartsWith("a frame", StringComparison.Ordinal) ? 1 : 3);
        await GoesOnAsync();
        Assert.Equal(made, Trap.Made);
    }

    [Fact]
    public async Task Actor_that_a_stranger_would_start_here_is_refused()
    {
        Address there = Address.Parse($"akka.tcp://quantum-cluster@{_address}");
        _stranger.ActorOf(Props.Create<Intruder>().WithDeploy(Deploy.None.WithScope(new RemoteScope(there))), "intruder");
        await UntilRefusedAsync(1);
        await GoesOnAsync();
        Assert.Equal(0, Intruder.Made);
    }

    public static TheoryData<string> Frames => [.. Raw.Keys];

    private static Dictionary<string, byte[]> Raw { get; } = new()
    {
        ["noise"] = Noise(4096),
        ["a web browser"] = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(),
        ["a frame of noise"] = [64, 0, 0, 0, .. Noise(64)],
        ["a length of two gigabytes"] = [0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3],
        ["a negative length"] = [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3],
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Garbage_on_the_port_is_refused_and_counted(string kind)
    {
        await SendAsync(Raw[kind]);
        await UntilRefusedAsync(1);
        await GoesOnAsync();
    }

    [Fact]
    public async Task Frame_that_never_ends_changes_nothing()
    {
        await SendAsync([]);
        await SendAsync([1]);
        await SendAsync([200, 0, 0, 0, 1, 2]);
        await GoesOnAsync();
        Assert.Equal(0, RefusedMessages.Of(_node.System).Count);
    }

    [Fact]
    public void Text_from_outside_stays_one_short_line_in_the_log()
    {
        RefusedMessages refused = RefusedMessages.Of(_node.System);
        refused.Add("a line\nand \u001b[31manother" + new string('x', 5000));
        Assert.True(refused.Last!.Length < 400);
        Assert.DoesNotContain(refused.Last, char.IsControl);
    }

    /// <summary>The coordinator answers one who speaks its language.</summary>
    private async Task GoesOnAsync()
    {
        using ActorSystem friend = ActorSystem.Create("friend", ConfigurationFactory
            .ParseString("akka { loglevel = OFF, actor.provider = remote, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }")
            .WithFallback(SettingsTree.Load(null, []).Config));
        ActorSelection coordinator = friend.ActorSelection($"akka.tcp://quantum-cluster@{_address}/user/coordinator");
        Assert.Equal(0, (await coordinator.Ask<ClientProtocol.Status>(CoordinatorProtocol.GetStatus.Instance, Limit)).Counts.Workers);
        Assert.False(_node.Stopped.IsCompleted);
        await friend.Terminate();
    }

    private async Task UntilRefusedAsync(int times)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (RefusedMessages.Of(_node.System).Count < times) await Task.Delay(20, limit.Token);
        Assert.Equal(times, RefusedMessages.Of(_node.System).Count);
    }

    private async Task SendAsync(byte[] bytes)
    {
        string[] at = _address.Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(at[0], int.Parse(at[1], CultureInfo.InvariantCulture));
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(bytes);
        client.Client.Shutdown(SocketShutdown.Send);
        try
        {
            await stream.CopyToAsync(Stream.Null).WaitAsync(Limit); // until the node hangs up
        }
        catch (IOException)
        {
            // it did so without reading all
        }
    }

    private static byte[] Noise(int length)
    {
        KeyedRandom random = new Seed(3).Generator();
        return [.. Enumerable.Range(0, length).Select(_ => (byte)random.NextInt(256))];
    }
}

/// <summary>Tells when somebody makes one, as a class would whose making does harm.</summary>
public sealed class Trap
{
    public static int Made { get; set; }

    public Trap() => Made++;

    public string Name { get; set; } = "trap";
}

/// <summary>What a stranger would like to run on a node.</summary>
public sealed class Intruder : ReceiveActor
{
    public static int Made { get; private set; }

    public Intruder() => Made++;
}

/// <summary>Bytes that claim to be one of this system's messages.</summary>
public sealed record Forged(string Manifest, byte[] Bytes);

public sealed class Forger(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 5150;

    public override string Manifest(object o) => ((Forged)o).Manifest;

    public override byte[] ToBinary(object obj) => ((Forged)obj).Bytes;

    public override object FromBinary(byte[] bytes, string manifest) => new Forged(manifest, bytes);
}

public sealed class UnheardOf(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 777;

    public override string Manifest(object o) => "v";

    public override byte[] ToBinary(object obj) => [1, 2];

    public override object FromBinary(byte[] bytes, string manifest) => new();
}
