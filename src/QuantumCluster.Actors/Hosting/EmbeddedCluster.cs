using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using QuantumCluster.Actors.Client;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Hosting;

/// <summary>A coordinator and worker nodes inside this process: the same actors and messages as on a network, without sockets.</summary>
public sealed class EmbeddedCluster : IClusterSession
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Session _session;

    private EmbeddedCluster(ActorSystem system, IReadOnlyList<IActorRef> workers, IActorRef coordinator, bool allowSubstitution)
    {
        (System, Workers) = (system, workers);
        var open = new OpenRuns();
        IActorRef client = system.ActorOf(ClientActor.Props(new CoordinatorSource.Known(coordinator), Patience, open, TimeProvider.System), "client");
        _session = new Session(() => client, open, 0, system.WhenTerminated, allowSubstitution: allowSubstitution);
    }

    internal ActorSystem System { get; }

    internal IReadOnlyList<IActorRef> Workers { get; }

    public IFragmentExecutor Executor => _session.Executor;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static EmbeddedCluster Start(EmbeddedClusterSettings settings)
    {
        if (settings.Nodes is < 1 or > EmbeddedClusterSettings.NodeLimit)
            throw new ArgumentException($"An embedded cluster has 1 to {EmbeddedClusterSettings.NodeLimit} nodes, not {settings.Nodes}.", nameof(settings));
        if (settings.DevicesPerNode is < 1 or > WorkerSettings.DeviceLimit)
            throw new ArgumentException($"A node has 1 to {WorkerSettings.DeviceLimit} devices, not {settings.DevicesPerNode}.", nameof(settings));

        Config config = ConfigurationFactory.ParseString($"akka {{ loglevel = ERROR, actor.serialize-messages = {(settings.SerializeMessages ? "on" : "off")} }}")
            .WithFallback(SettingsTree.Load(null, []).Config);
        ActorSystem system = ActorSystem.Create("quantum-cluster", config);
        string selfTest = ClusterNode.SelfTest;
        IActorRef coordinator = system.ActorOf(CoordinatorActor.Props(settings.Coordinator, selfTest, term: 1, settings.Time), CoordinatorActor.Name);
        Func<int, int, IQuantumDevice> device = settings.Device ?? ((_, _) => new StateVectorDevice(DeviceProfile.FiveQubit));
        var workers = new IActorRef[settings.Nodes];
        for (int n = 0; n < workers.Length; n++)
        {
            int node = n;
            IQuantumDevice[] devices = [.. Enumerable.Range(0, settings.DevicesPerNode).Select(d => device(node, d))];
            if (devices.FirstOrDefault(d => d.Profile != devices[0].Profile) is { } other)
                throw new ArgumentException($"Node {n} has devices of {devices[0].Profile} and of {other.Profile}; the devices of one node are alike.", nameof(settings));
            workers[n] = system.ActorOf(WorkerActor.Props(new WorkerId($"node-{n}", 1), new WorkerSettings { Devices = devices.Length, EmulateTime = settings.EmulateTime },
                new CoordinatorSource.Known(coordinator), selfTest, devices, settings.Time), $"node-{n}");
        }

        return new(system, workers, coordinator, settings.AllowSubstitution);
    }

    /// <summary>Which of the nodes has this name in the ledger: from 0.</summary>
    public static int NumberOf(string node) => int.Parse(node.AsSpan(node.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => _session.GetActivityAsync(cancellation);

    public async ValueTask DisposeAsync() => await System.Terminate().ConfigureAwait(false);
}
