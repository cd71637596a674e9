using QuantumCluster.Actors.Health;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tests.Health;

public sealed class HealthFileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("qcluster-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "health");

    private HealthFile File => new(Path, TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fresh_file_says_what_the_node_does_and_leaves_nothing_beside_it()
    {
        File.Touch("worker up at here");
        File.Touch("worker up at there");
        Assert.Equal(new HealthReport(true, "worker up at there"), File.Check());
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(-11, false)]
    [InlineData(-9, true)]
    [InlineData(11, false)] // a clock that went back tells nothing about now
    public void File_of_a_node_that_hangs_ages(int seconds, bool serves)
    {
        File.Touch("worker up");
        System.IO.File.SetLastWriteTimeUtc(Path, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds));
        Assert.Equal(serves, File.Check().Serves);
        if (seconds == -11) Assert.Contains("was written 11 s ago", File.Check().Sentence);
    }

    [Fact]
    public void Missing_file_is_no_health()
    {
        File.Touch("worker up");
        File.Remove();
        File.Remove();
        HealthReport report = File.Check();
        Assert.False(report.Serves);
        Assert.Contains(Path, report.Sentence);
    }

    [Fact]
    public void Node_that_starts_forgets_its_earlier_life_and_refuses_a_file_that_it_cannot_write()
    {
        File.Touch("worker up");
        File.Prepare();
        Assert.False(File.Check().Serves);
        string nowhere = System.IO.Path.Combine(_folder, "missing", "health");
        Assert.StartsWith($"quantum-cluster.node.health-file is {nowhere}, which cannot be written:",
            Assert.Throws<InvalidSettingException>(() => new HealthFile(nowhere, TimeProvider.System).Prepare()).Message);
    }

    [Fact]
    public async Task Worker_is_healthy_from_its_registration_until_it_stops()
    {
        await using ClusterNode coordinator = await StartAsync(NodeRole.Coordinator, "coordinator", "");
        string address = (await coordinator.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        await using ClusterNode worker = await StartAsync(NodeRole.Worker, "worker", address);
        string up = await worker.UpAsync().WaitAsync(Limit);
        Assert.Equal($"coordinator up at {address}", await UntilAsync("coordinator", serves: true));
        string healthy = await UntilAsync("worker", serves: true);
        Assert.EndsWith($", coordinator {address}", healthy);
        Assert.Equal(up.Split(',')[0], healthy.Split(',')[0]);
        await worker.DisposeAsync();
        Assert.Contains("There is no health file", Named("worker").Check().Sentence);
    }

    private HealthFile Named(string name) => new(System.IO.Path.Combine(_folder, name), TimeProvider.System);

    private async Task<string> UntilAsync(string name, bool serves)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (Named(name).Check().Serves != serves) await Task.Delay(20, limit.Token);
        return Named(name).Check().Sentence;
    }

    private Task<ClusterNode> StartAsync(NodeRole role, string name, string seed)
    {
        string config = System.IO.Path.Combine(_folder, $"{name}.conf");
        System.IO.File.WriteAllText(config, $"quantum-cluster.node {{ health-file = \"{System.IO.Path.Combine(_folder, name)}\"\n port = 0\n seeds = \"{seed}\" }}");
        return ClusterNode.StartAsync(NodeSettings.Load(role, [config]), TimeProvider.System);
    }
}
