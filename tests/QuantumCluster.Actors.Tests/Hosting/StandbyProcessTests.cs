using System.Diagnostics;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Plans;
using Xunit.Abstractions;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Three coordinators in processes of their own, of which one after the other is lost while runs are under way.</summary>
public sealed class StandbyProcessTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string[] Files = [NodeProcess.Hocon("standby.conf"), NodeProcess.Hocon("fast.conf")];
    private readonly Model _model = new("su4", new Granularity(1, 2));
    private readonly List<NodeProcess> _nodes = [];
    private readonly Endpoint[] _places = [.. NodeProcess.FreePorts(3).Select(port => new Endpoint("127.0.0.1", port))];

    public void Dispose()
    {
        foreach (NodeProcess node in _nodes) node.Dispose();
    }

    [Fact]
    public async Task Killed_and_stalled_coordinators_are_succeeded_and_no_bit_changes()
    {
        try
        {
            NodeProcess[] coordinators = [.. _places.Select(place => Start("coordinator", "--port", $"{place.Port}"))];
            NodeProcess[] workers = [Start("worker"), Start("worker", "--devices", "1")];
            foreach (NodeProcess worker in workers) Assert.EndsWith($"coordinator {_places[0]}", await worker.Up.WaitAsync(Limit)); // the first of the list starts the cluster
            foreach (NodeProcess coordinator in coordinators) await coordinator.Up.WaitAsync(Limit);
            await using ClusterConnection cluster = await ClusterConnection.JoinAsync(_places, new ClusterConnectionSettings { JoinTimeout = Limit, Patience = Limit, ConfigFiles = Files });
            await RunsAsync(cluster, 10).WaitAsync(Limit);

            // The holder stalls; its jobs, runs and workers go to the next one.
            Task stalled = RunsAsync(cluster, 8);
            await coordinators[0].SignalAsync("STOP");
            long start = Stopwatch.GetTimestamp();
            await stalled.WaitAsync(Limit);
            output.WriteLine($"stalled coordinator: runs complete after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
            await OneSaysAsync(coordinators[1..], "coordinates now, in term");
            NodeProcess second = coordinators[1..].Single(c => c.Errors.Any(line => line.Contains("coordinates now", StringComparison.Ordinal)));

            // It wakes up, finds that the cluster has gone on without it, and stands by from now on.
            await coordinators[0].SignalAsync("CONT");
            start = Stopwatch.GetTimestamp();
            await RunsAsync(cluster, 10).WaitAsync(Limit);
            await coordinators[0].SaysAsync(1, "has lost its cluster").WaitAsync(Limit);
            output.WriteLine($"woken coordinator notices after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
            await coordinators[0].SaysAsync(2, "coordinator up at").WaitAsync(Limit);
            output.WriteLine($"and stands by after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");

            // The second holder is killed. The third coordinator has a quorum only because the first one is back.
            Task killed = RunsAsync(cluster, 8);
            second.Kill();
            start = Stopwatch.GetTimestamp();
            NodeProcess third = coordinators[1..].Single(c => c != second);
            await third.SaysAsync(1, "coordinates now, in term").WaitAsync(Limit);
            output.WriteLine($"killed coordinator: succeeded after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
            await killed.WaitAsync(Limit);
            output.WriteLine($"… and the runs complete after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
            await RunsAsync(cluster, 10).WaitAsync(Limit);
            Assert.All(workers, w => Assert.Empty(w.Errors));
        }
        finally
        {
            foreach (NodeProcess node in _nodes) output.WriteLine($"-- {node.Said}");
        }
    }

    private NodeProcess Start(string role, params string[] arguments)
    {
        var node = new NodeProcess(["--role", role, "--seed", string.Join(',', _places), .. Files.SelectMany(file => (string[])["--config", file]), .. arguments]);
        _nodes.Add(node);
        return node;
    }

    private Task RunsAsync(ClusterConnection cluster, int runs) => Task.WhenAll(Enumerable.Range(0, runs).Select(run => _model.RequireSameBitsAsync(cluster.Executor, 60 + run, (ulong)run)));

    private static async Task OneSaysAsync(NodeProcess[] nodes, string words) => await Task.WhenAny(nodes.Select(n => n.SaysAsync(1, words))).WaitAsync(Limit);
}
