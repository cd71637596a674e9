using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using Xunit.Abstractions;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>The cluster as its users run it: nodes in processes of their own.</summary>
public sealed class NodeProcessTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Killing_a_worker_process_in_the_middle_changes_no_bit()
    {
        int port = FreePort();
        using var coordinator = new NodeProcess("--role", "coordinator", "--port", $"{port}");
        await coordinator.Up.WaitAsync(Limit); // a worker that finds none says so
        using var first = new NodeProcess("--role", "worker", "--seed", $"127.0.0.1:{port}");
        using var second = new NodeProcess("--role", "worker", "--seed", $"127.0.0.1:{port}", "--devices", "1");
        try
        {
            Assert.Equal($"coordinator up at 127.0.0.1:{port}", await coordinator.Up.WaitAsync(Limit));
            Assert.EndsWith($", 2 devices, coordinator 127.0.0.1:{port}", await first.Up.WaitAsync(Limit));
            await second.Up.WaitAsync(Limit);
            await using ClusterConnection cluster = await ClusterConnection.JoinAsync([new Endpoint("127.0.0.1", port)], new ClusterConnectionSettings { JoinTimeout = Limit });
            Assert.Equal((2, 3), ((await cluster.GetActivityAsync()).Nodes, (await cluster.GetActivityAsync()).Devices));

            Model[] models = [new("su4"), new("canonical", new Granularity(1, 4))];
            for (int run = 0; run < 120; run++)
            {
                if (run == 40)
                {
                    Task inTheMiddle = models[1].RequireSameBitsAsync(cluster.Executor, 150, 99); // long messages, in parts
                    first.Kill();
                    await inTheMiddle.WaitAsync(Limit);
                }

                await models[run % 2].RequireSameBitsAsync(cluster.Executor, 1 + run % 16, (ulong)run).WaitAsync(Limit);
            }

            Assert.Equal(1, (await cluster.GetActivityAsync()).Nodes);
            using var third = new NodeProcess("--role", "worker", "--seed", $"127.0.0.1:{port}");
            await third.Up.WaitAsync(Limit); // a worker may join while the killed one is still a member, or after
            await models[0].RequireSameBitsAsync(cluster.Executor, 16, 7).WaitAsync(Limit);
            Assert.Equal(0, await third.StopAsync());
            Assert.Equal(0, await second.StopAsync());

            // One line each, whatever transport and membership went through.
            Assert.Equal(await coordinator.Up, Assert.Single(coordinator.Output));
            Assert.Contains(coordinator.Errors, line => line.Contains("(its connection broke)", StringComparison.Ordinal));
            Assert.All(coordinator.Errors, line => Assert.EndsWith("is lost (its connection broke); its jobs go to others.", line));
            Assert.Equal(await second.Up, Assert.Single(second.Output));
            Assert.Empty(second.Errors);
        }
        catch
        {
            foreach (NodeProcess node in new[] { coordinator, first, second }) output.WriteLine(node.Said);
            throw;
        }
    }

    [Fact]
    public async Task Worker_whose_coordinator_stops_joins_the_next_one()
    {
        int port = FreePort();
        using var coordinator = new NodeProcess("--role", "coordinator", "--port", $"{port}");
        await coordinator.Up.WaitAsync(Limit); // a worker that finds none says so
        using var worker = new NodeProcess("--role", "worker", "--seed", $"127.0.0.1:{port}");
        await worker.Up.WaitAsync(Limit);
        Assert.Equal(0, await coordinator.StopAsync());
        using var next = new NodeProcess("--role", "coordinator", "--port", $"{port}");
        await worker.SaysAsync(2, " up at ").WaitAsync(Limit);
        Assert.StartsWith("This node has lost its cluster: the coordinator is gone", Assert.Single(worker.Errors));
        Assert.Equal(0, await worker.StopAsync());
        Assert.Empty(coordinator.Errors);
    }

    [Fact]
    public async Task Worker_that_is_not_to_join_again_ends_with_1_and_a_sentence_when_its_coordinator_stops()
    {
        int port = FreePort();
        string config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, "quantum-cluster.node.rejoin = off");
        using var coordinator = new NodeProcess("--role", "coordinator", "--port", $"{port}");
        await coordinator.Up.WaitAsync(Limit);
        using var worker = new NodeProcess("--role", "worker", "--seed", $"127.0.0.1:{port}", "--config", config);
        await worker.Up.WaitAsync(Limit);
        Assert.Equal(0, await coordinator.StopAsync());
        Assert.Equal(1, await worker.ExitAsync());
        Assert.StartsWith("This node has ended: its coordinator is gone", Assert.Single(worker.Errors));
        File.Delete(config);
    }

    [Fact]
    public async Task Joining_where_nobody_listens_says_so()
    {
        int port = FreePort();
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() =>
            ClusterConnection.JoinAsync([new Endpoint("127.0.0.1", port)], new ClusterConnectionSettings { JoinTimeout = TimeSpan.FromSeconds(1) }));
        Assert.StartsWith($"No coordinator has answered at 127.0.0.1:{port} within 1 s", failure.Message);
    }

    [Fact]
    public async Task Wrong_arguments_and_taken_ports_end_with_2_and_a_sentence()
    {
        using var wrong = new NodeProcess("--role", "worker", "--devices", "99");
        Task<string> up = wrong.Up;
        Assert.Equal(2, await wrong.ExitAsync());
        Assert.Contains("quantum-cluster.worker.devices is 99", wrong.Said);
        await Assert.ThrowsAsync<InvalidOperationException>(() => up);

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int taken = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var late = new NodeProcess("--role", "coordinator", "--port", $"{taken}");
        Assert.Equal(2, await late.ExitAsync());
        Assert.Contains($"cannot listen at 127.0.0.1:{taken}", late.Said);
    }

    [Fact]
    public async Task Message_that_cannot_be_read_is_refused_and_the_node_goes_on()
    {
        await using ClusterNode node = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [], port: 0), TimeProvider.System);
        string address = (await node.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        using ActorSystem stranger = ActorSystem.Create("stranger", ConfigurationFactory.ParseString("akka { actor.provider = remote, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } \n loglevel = OFF }")
            .WithFallback(SettingsTree.Load(null, []).Config));
        ActorSelection coordinator = stranger.ActorSelection($"akka.tcp://quantum-cluster@{address}/user/coordinator");
        var worker = new WorkerId("liar", 1);
        for (int i = 0; i < 20; i++)
        {
            coordinator.Tell(new CoordinatorProtocol.OutcomesReported(worker, [new(default, new JobOutcome.Evaluated(new JobKey(default, 0, 0, 2, 0, 2), [1, 2, 3]))], 0));
            coordinator.Tell(new MessagePart(i, 0, 1, "sr", [0xFF, 0xFF]));
            coordinator.Tell(new CoordinatorProtocol.PlanProvided(default, [1, 2, 3]));
        }

        Assert.Equal(0, (await coordinator.Ask<ClientProtocol.Status>(CoordinatorProtocol.GetStatus.Instance, Limit)).Counts.Workers);
        await stranger.Terminate();
    }

    [Fact]
    public async Task Worker_that_the_coordinator_refuses_stops_and_knows_why()
    {
        await using ClusterNode coordinator = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [], port: 0), TimeProvider.System);
        string address = (await coordinator.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        await using ClusterNode worker = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [], port: 0, seeds: address), TimeProvider.System);
        await worker.UpAsync().WaitAsync(Limit);
        Assert.Null(worker.Refusal);
        worker.System.EventStream.Publish(new WorkerProtocol.WorkerRefused(new WorkerId("this one", 1), "its self-test gives other bits"));
        await worker.Stopped.WaitAsync(Limit);
        Assert.Equal("its self-test gives other bits", worker.Refusal);
    }

    private static int FreePort() => NodeProcess.FreePorts(1)[0];
}
