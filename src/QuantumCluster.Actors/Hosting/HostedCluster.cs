using Akka.Actor;
using QuantumCluster.Actors.Client;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.RoundTrips;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>A cluster whose coordinator is in this process, beside what it computes for; workers join over the network.</summary>
public sealed class HostedCluster : IClusterSession
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), AskEvery = TimeSpan.FromMilliseconds(20);

    private readonly ClusterNode _node;
    private readonly TimeProvider _time;
    private readonly Session _session;
    private IActorRef? _roundTrips;

    private HostedCluster(ClusterNode node, bool allowSubstitution, TimeProvider time)
    {
        (_node, _time) = (node, time);
        var open = new OpenRuns();
        IActorRef client = node.System.ActorOf(ClientActor.Props(new CoordinatorSource.ByRole(), Patience, open, time), "client");
        _session = new Session(() => client, open, 0, node.System.WhenTerminated, allowSubstitution: allowSubstitution);
    }

    public IFragmentExecutor Executor => _session.Executor;

    /// <summary>Where workers find it: HOST:PORT.</summary>
    public string Address
    {
        get
        {
            Address self = Akka.Cluster.Cluster.Get(_node.System).SelfAddress;
            return new Endpoint(self.Host!, self.Port!.Value).ToString();
        }
    }

    /// <summary>Starts listening for workers.</summary>
    /// <param name="settings">Of a coordinator that starts a cluster.</param>
    /// <param name="allowSubstitution">Other devices may do jobs of this process whose own are gone; results say so.</param>
    /// <exception cref="InvalidSettingException">It cannot listen where the settings say.</exception>
    public static async Task<HostedCluster> StartAsync(NodeSettings settings, TimeProvider time, CancellationToken cancellation = default, bool allowSubstitution = false)
    {
        ClusterNode node = await ClusterNode.StartAsync(settings, time, cancellation).ConfigureAwait(false);
        var cluster = new HostedCluster(node, allowSubstitution, time);
        await node.UpAsync(cancellation).ConfigureAwait(false);
        return cluster;
    }

    /// <summary>Waits until so many workers take jobs.</summary>
    /// <exception cref="ExecutionFailedException">There are fewer when the limit is over.</exception>
    public async Task WorkersAsync(int workers, TimeSpan limit, CancellationToken cancellation = default)
    {
        long start = _time.GetTimestamp();
        int there = 0;
        while (_time.GetElapsedTime(start) < limit)
        {
            try
            {
                there = (await GetActivityAsync(cancellation).ConfigureAwait(false)).Nodes;
                if (there >= workers) return;
            }
            catch (ExecutionFailedException)
            {
                // the coordinator is not there yet
            }

            await Task.Delay(AskEvery, _time, cancellation).ConfigureAwait(false);
        }

        throw new ExecutionFailedException($"{there} of {workers} workers have joined {Address} within {limit.TotalSeconds:0} s; start one with: qcluster node --role worker --seed {Address}.");
    }

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => _session.GetActivityAsync(cancellation);

    /// <summary>Sends bytes to worker nodes, all at once, and waits for all answers: what the same traffic costs without any work. Not for concurrent calls.</summary>
    /// <param name="trips">Their nodes must run with <c>node.echo = on</c>.</param>
    public Task TravelAsync(IReadOnlyList<RoundTrip> trips)
    {
        if (_roundTrips is null)
        {
            ActorSelection[] echoes = [.. Akka.Cluster.Cluster.Get(_node.System).State.Members.Where(m => m.HasRole("worker")).OrderBy(m => m.Address.Port)
                .Select(m => _node.System.ActorSelection(new RootActorPath(m.Address) / "user" / EchoActor.Name))];
            _roundTrips = _node.System.ActorOf(Props.Create(() => new RoundTripActor(echoes)), "round-trips");
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _roundTrips.Tell(new RoundTripActor.Travel(trips, done));
        return done.Task;
    }

    /// <summary>Leads a run from now on: trainer nodes that join this cluster can share in its steps.</summary>
    public Leadership Lead(ILead lead) => new(_node.System.ActorOf(LeadActor.Props(lead, _time.GetUtcNow().UtcTicks), LeadActor.Name));

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
