using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;
using QuantumCluster.Cutting.Plans;
using Xunit.Abstractions;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Nodes in one process whose network is cut between any two of them: three coordinators, two workers and a client.</summary>
public sealed class PartitionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _file = Path.GetTempFileName();
    private readonly Endpoint[] _places = [.. NodeProcess.FreePorts(3).Select(port => new Endpoint("127.0.0.1", port))];
    private readonly Model _model = new("su4", new Granularity(1, 2));
    private readonly List<ClusterNode> _nodes = [];

    private string[] Files => [NodeProcess.Hocon("standby.conf"), NodeProcess.Hocon("fast.conf"), _file];

    public Task InitializeAsync() => File.WriteAllTextAsync(_file, """
        akka {
          loglevel = OFF
          remote.dot-netty.tcp.applied-adapters = ["trttl"]
          # More patient than fast.conf: all of this runs on the threads of one busy process.
          cluster.failure-detector.acceptable-heartbeat-pause = 5s
        }
        """);

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(n => n.System.Terminate()));
        File.Delete(_file);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Coordinator_that_is_cut_off_gives_way_and_stands_by_when_the_cut_is_healed(bool withAWorker)
    {
        ClusterNode[] coordinators = [await StartAsync(NodeRole.Coordinator, 0), await StartAsync(NodeRole.Coordinator, 1), await StartAsync(NodeRole.Coordinator, 2)];
        foreach (ClusterNode coordinator in coordinators) await coordinator.UpAsync().WaitAsync(Limit);
        ClusterNode lone = await StartAsync(NodeRole.Worker), other = await StartAsync(NodeRole.Worker);
        foreach (ClusterNode worker in (ClusterNode[])[lone, other]) Assert.EndsWith($"coordinator {_places[0]}", await worker.UpAsync().WaitAsync(Limit));
        await using ClusterConnection client = await ClusterConnection.JoinAsync(_places, new ClusterConnectionSettings { JoinTimeout = Limit, Patience = Limit, ConfigFiles = Files });
        await RunsAsync(client).WaitAsync(Limit);
        long first = (await PlaceAsync(other)).Term;

        ClusterNode[] minority = withAWorker ? [coordinators[0], lone] : [coordinators[0]];
        ActorSystem[] majority = [.. _nodes.Except(minority).Select(n => n.System), client.System];
        Task runs = RunsAsync(client);
        foreach (ClusterNode node in minority) await ThrottleAsync(node.System, majority, Blackhole.Instance);
        await runs.WaitAsync(Limit); // on the other side, with the bits that they have anyway
        WorkerActor.Place place = await PlaceAsync(other);
        output.WriteLine($"terms {first} and {place.Term}, {place.GrantsRefused} grants refused");
        Assert.True(place.Term > first);
        await Task.WhenAll(minority.Select(n => n.Stopped)).WaitAsync(Limit); // cut off, they stop working …
        ClusterNode seated = Assert.Single(await SeatedAsync(coordinators[1..]));
        Assert.Equal(seated.System.Settings.Config.GetInt("akka.remote.dot-netty.tcp.port"), place.Coordinator!.Path.Address.Port);

        // … and join again: the worker works for the new coordinator, the old coordinator stands by.
        foreach (ActorSystem system in majority)
            foreach (Endpoint healed in _places) await ThrottleAsync(system, At(system, healed), Unthrottled.Instance);
        ClusterNode again = await StartAsync(NodeRole.Coordinator, 0, life: 1);
        await again.UpAsync().WaitAsync(Limit);
        ClusterNode back = await StartAsync(NodeRole.Worker, life: 1);
        Assert.EndsWith($"coordinator 127.0.0.1:{place.Coordinator.Path.Address.Port}", await back.UpAsync().WaitAsync(Limit));
        await RunsAsync(client).WaitAsync(Limit);
        Assert.Same(seated, Assert.Single(await SeatedAsync([again, .. coordinators[1..]])));
    }

    [Fact]
    public async Task Worker_that_only_a_cut_off_coordinator_has_welcomed_works_for_the_next_one()
    {
        ClusterNode[] coordinators = [await StartAsync(NodeRole.Coordinator, 0), await StartAsync(NodeRole.Coordinator, 1), await StartAsync(NodeRole.Coordinator, 2)];
        foreach (ClusterNode coordinator in coordinators) await coordinator.UpAsync().WaitAsync(Limit);
        ActorSystem first = coordinators[0].System;
        await ThrottleAsync(first, [coordinators[1].System, coordinators[2].System], Blackhole.Instance);
        ClusterNode worker = await StartAsync(NodeRole.Worker, seeds: [_places[0]]);
        await worker.UpAsync().WaitAsync(Limit);
        await ThrottleAsync(first, [worker.System], Blackhole.Instance); // nobody else has heard of it

        await using ClusterConnection client = await ClusterConnection.JoinAsync(_places[1..], new ClusterConnectionSettings { JoinTimeout = Limit, Patience = Limit, ConfigFiles = Files });
        await RunsAsync(client).WaitAsync(Limit);
    }

    private async Task<ClusterNode> StartAsync(NodeRole role, int place = 0, int life = 0, Endpoint[]? seeds = null)
    {
        NodeSettings settings = NodeSettings.Load(role, Files, port: role == NodeRole.Coordinator ? _places[place].Port : 0, seeds: string.Join(',', seeds ?? _places));
        ClusterNode node = await ClusterNode.StartAsync(settings.ForLife(life), TimeProvider.System);
        _nodes.Add(node);
        return node;
    }

    private Task RunsAsync(ClusterConnection client) => Task.WhenAll(Enumerable.Range(0, 6).Select(run => _model.RequireSameBitsAsync(client.Executor, 40 + run, (ulong)run)));

    private static async Task<WorkerActor.Place> PlaceAsync(ClusterNode worker) => await (await worker.System.ActorSelection("/user/worker").ResolveOne(Limit)).Ask<WorkerActor.Place>(WorkerActor.AwaitPlace.Instance, Limit);

    /// <summary>Those on which a coordinator runs.</summary>
    private static async Task<ClusterNode[]> SeatedAsync(ClusterNode[] nodes)
    {
        ActorIdentity[] answers = await Task.WhenAll(nodes.Select(n => n.System.ActorSelection($"/user/{CoordinatorActor.Name}").Ask<ActorIdentity>(new Identify(null), Limit)));
        return [.. nodes.Where((_, n) => answers[n].Subject is not null)];
    }

    /// <summary>What passes between a node and others from now on, in both directions; nobody is told.</summary>
    private static async Task ThrottleAsync(ActorSystem node, ActorSystem[] others, ThrottleMode mode)
    {
        foreach (ActorSystem other in others)
        {
            await ThrottleAsync(node, Akka.Cluster.Cluster.Get(other).SelfAddress, mode);
            await ThrottleAsync(other, Akka.Cluster.Cluster.Get(node).SelfAddress, mode);
        }
    }

    private static Task ThrottleAsync(ActorSystem node, Address other, ThrottleMode mode) =>
        ((IRemoteActorRefProvider)((ExtendedActorSystem)node).Provider).Transport.ManagementCommand(new SetThrottle(other, ThrottleTransportAdapter.Direction.Both, mode));

    private static Address At(ActorSystem system, Endpoint place) => Akka.Cluster.Cluster.Get(system).SelfAddress.WithHost(place.Host).WithPort(place.Port);
}
