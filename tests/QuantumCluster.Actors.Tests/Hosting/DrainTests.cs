using System.Net;
using System.Net.Sockets;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Plans;
using Xunit.Abstractions;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Nodes that are told to stop while they are busy: what they hold they finish, and nobody does it again.</summary>
public sealed class DrainTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Workers_stopped_under_load_lose_no_job_and_none_is_granted_again()
    {
        int port = FreePort();
        using var coordinator = new NodeProcess("--role", "coordinator", "--port", $"{port}");
        await coordinator.Up.WaitAsync(Limit);
        using NodeProcess first = Worker(port), second = Worker(port);
        try
        {
            await Task.WhenAll(first.Up, second.Up).WaitAsync(Limit);
            await using ClusterConnection cluster = await ClusterConnection.JoinAsync([new("127.0.0.1", port)], new ClusterConnectionSettings { JoinTimeout = Limit });
            var model = new Model("su4", new Granularity(1, 2));
            using var stop = new CancellationTokenSource();
            Task[] load = [.. Enumerable.Range(0, 4).Select(client => LoadAsync(cluster, model, (ulong)client, stop.Token))];

            await UntilDoneAsync(cluster, 1000);
            using NodeProcess third = Worker(port);
            Assert.Equal(0, await first.StopAsync());
            await third.Up.WaitAsync(Limit);
            await UntilDoneAsync(cluster, 1000);
            Assert.Equal(0, await second.StopAsync());
            await UntilDoneAsync(cluster, 1000);

            await stop.CancelAsync();
            await Task.WhenAll(load).WaitAsync(Limit);
            ClusterActivity activity = await cluster.GetActivityAsync();
            Assert.Equal((1, 0L), (activity.Nodes, activity.JobsRequeued));
            Assert.Empty(coordinator.Errors); // nodes that go in order are no news
        }
        catch
        {
            foreach (NodeProcess node in new[] { coordinator, first, second }) output.WriteLine(node.Said);
            throw;
        }
    }

    private static NodeProcess Worker(int port) => new("--role", "worker", "--seed", $"127.0.0.1:{port}");

    private static async Task LoadAsync(ClusterConnection cluster, Model model, ulong client, CancellationToken stop)
    {
        for (ulong run = 0; !stop.IsCancellationRequested; run++) await model.RequireSameBitsAsync(cluster.Executor, 24, client * 1000 + run).WaitAsync(Limit, CancellationToken.None);
    }

    private static async Task UntilDoneAsync(ClusterConnection cluster, long more)
    {
        using var limit = new CancellationTokenSource(Limit);
        long goal = (await cluster.GetActivityAsync()).JobsDone + more;
        while ((await cluster.GetActivityAsync()).JobsDone < goal) await Task.Delay(20, limit.Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
