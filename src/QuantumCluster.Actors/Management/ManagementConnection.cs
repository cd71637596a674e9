using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Tls;
using QuantumCluster.Cutting.Execution;
using static QuantumCluster.Actors.Management.ManagementProtocol;

namespace QuantumCluster.Actors.Management;

/// <summary>Management over the network, through any one node. Not a member of the cluster: nothing joins and nothing leaves, so it is quick and disturbs nobody.</summary>
public sealed class ManagementConnection : IClusterManagement
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5), LookEvery = TimeSpan.FromMilliseconds(200), LookLimit = TimeSpan.FromSeconds(1);
    private readonly ActorSystem _system;
    private readonly Endpoint _node;
    private readonly ActorSelection _management;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<string> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ManagementConnection(ActorSystem system, string cluster, Endpoint node, TimeProvider time)
    {
        (_system, _node, _time) = (system, node, time);
        _management = system.ActorSelection($"{cluster}/user/{ManagementActor.Name}");
        TaskCompletionSource<string> refused = _refused;
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new RefusalWatch(refused))), typeof(AssociationErrorEvent));
    }

    /// <param name="node">HOST:PORT of any node of the cluster.</param>
    /// <param name="configFiles">HOCON files with the cluster's own settings, such as encryption; later ones win.</param>
    /// <exception cref="InvalidSettingException">The address or a file cannot be used.</exception>
    public static ManagementConnection Open(string node, IReadOnlyList<string> configFiles, TimeProvider time)
    {
        Endpoint endpoint = Endpoint.Parse(node, "--cluster");
        var tree = SettingsTree.Load(null, configFiles);
        var tls = TlsSettings.Read(tree);
        string host = tls is null ? "127.0.0.1" : tree.Text("node.host", null); // encrypting nodes call back
        Config config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              actor.provider = remote
              remote.dot-netty.tcp { hostname = "{{host}}", port = 0 }
            }
            """).WithFallback(tree.Config);
        ActorSystemSetup setup = TlsHosting.Setup(tls, host, time).And(BootstrapSetup.Create().WithConfig(config));
        return new(ActorSystem.Create("quantum-cluster-management", setup), ClusterNode.SystemAddress(endpoint, tls), endpoint, time);
    }

    public async Task<ClusterReport> GetStatusAsync(CancellationToken cancellation = default) =>
        (await AskAsync<ClusterReported>(GetCluster.Instance, AnswerLimit, cancellation).ConfigureAwait(false)).Report;

    public async Task<ImmutableArray<WorkerReport>> GetDevicesAsync(CancellationToken cancellation = default) =>
        (await AskAsync<WorkersReported>(new GetWorkers(OnlyThis: false), AnswerLimit, cancellation).ConfigureAwait(false)).Workers;

    public Task DrainAsync(string node, CancellationToken cancellation = default) => AskAsync<NodeDrained>(new DrainNode(node), Timeout.InfiniteTimeSpan, cancellation);

    public async Task LeaveAsync(string node, CancellationToken cancellation = default)
    {
        await AskAsync<NodeLeaving>(new LeaveNode(node), AnswerLimit, cancellation).ConfigureAwait(false);
        while (true)
        {
            try
            {
                if ((await AskAsync<ClusterReported>(GetCluster.Instance, node == _node.ToString() ? LookLimit : AnswerLimit, cancellation).ConfigureAwait(false)).Report.Members.All(m => m.Node != node)) return;
            }
            catch (ExecutionFailedException) when (node == _node.ToString())
            {
                return; // the node that was asked is the one that left
            }

            await Task.Delay(LookEvery, _time, cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await _system.Terminate().ConfigureAwait(false);

    private async Task<T> AskAsync<T>(IMessage question, TimeSpan limit, CancellationToken cancellation) where T : IMessage
    {
        Task<object> answer = _management.Ask<object>(question, limit, cancellation);
        if (await Task.WhenAny(answer, _refused.Task).ConfigureAwait(false) == _refused.Task)
            throw new ExecutionFailedException($"No node of a cluster answers at {_node} ({await _refused.Task.ConfigureAwait(false)}); start one with qcluster node, or say where one is with --cluster HOST:PORT.");
        try
        {
            return await answer.ConfigureAwait(false) switch
            {
                T expected => expected,
                NodeRefused refused => throw new NodeRefusedException(refused.Reason),
                var other => throw new ExecutionFailedException($"The node at {_node} answered {other.GetType().Name}: it runs another release."),
            };
        }
        catch (AskTimeoutException e)
        {
            throw new ExecutionFailedException($"What listens at {_node} has not answered within {limit.TotalSeconds:0} s: it hangs, is no node of a cluster, or wants encryption (--config hocon/tls.conf).", e);
        }
    }

    /// <summary>Hears at once when no connection can be made, which a question only tells by no answer.</summary>
    private sealed class RefusalWatch : ReceiveActor
    {
        public RefusalWatch(TaskCompletionSource<string> refused) => Receive<AssociationErrorEvent>(e => refused.TrySetResult(Reason(e.Cause)));

        /// <summary>The transport's words, without the address after them.</summary>
        private static string Reason(Exception cause) => cause.GetBaseException().Message.Split('\n')[0].Split([" tcp://", " ssl.tcp://"], StringSplitOptions.None)[0].TrimEnd('.', '\r', ' ');
    }
}
