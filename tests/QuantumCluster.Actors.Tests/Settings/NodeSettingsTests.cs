using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tests.Settings;

public sealed class NodeSettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Built_in_files_give_a_coordinator_on_9400_and_workers_that_look_for_it()
    {
        Assert.Equal((new Endpoint("127.0.0.1", 9400), true), (NodeSettings.Load(NodeRole.Coordinator, []).Listen, NodeSettings.Load(NodeRole.Coordinator, []).Seeds.IsEmpty));
        NodeSettings worker = NodeSettings.Load(NodeRole.Worker, []);
        Assert.Equal((new Endpoint("127.0.0.1", 0), new Endpoint("127.0.0.1", 9400), 2), (worker.Listen, worker.Seeds.Single(), worker.Worker.Devices));
        Assert.Equal(new CoordinatorSettings(), NodeSettings.Load(NodeRole.Coordinator, []).Coordinator);
        Assert.Equal(new WorkerSettings(), worker.Worker);
    }

    [Fact]
    public void File_wins_over_the_built_in_and_arguments_win_over_the_file()
    {
        File.WriteAllText(_file, "quantum-cluster {\n worker { devices = 7, window-per-device = 2 }\n coordinator.lease-floor = 300ms }");
        NodeSettings settings = NodeSettings.Load(NodeRole.Worker, [_file], port: 9500, seeds: "10.0.0.1:9401, 10.0.0.2:9401", devices: 3);
        Assert.Equal((3, 2), (settings.Worker.Devices, settings.Worker.WindowPerDevice));
        Assert.Equal(("127.0.0.1:9500", "10.0.0.1:9401 10.0.0.2:9401"), (settings.Listen.ToString(), string.Join(' ', settings.Seeds)));
        Assert.Equal(TimeSpan.FromMilliseconds(300), settings.Coordinator.Ledger.LeaseFloor);
    }

    [Fact]
    public void Later_file_wins_over_the_earlier_one_and_leaves_the_rest_of_it()
    {
        string later = Path.GetTempFileName();
        try
        {
            File.WriteAllText(_file, "quantum-cluster.worker { devices = 7, window-per-device = 2 }");
            File.WriteAllText(later, "quantum-cluster.worker.devices = 5");
            WorkerSettings forwards = NodeSettings.Load(NodeRole.Worker, [_file, later]).Worker, backwards = NodeSettings.Load(NodeRole.Worker, [later, _file]).Worker;
            Assert.Equal((5, 2), (forwards.Devices, forwards.WindowPerDevice));
            Assert.Equal((7, 2), (backwards.Devices, backwards.WindowPerDevice));

            File.WriteAllText(later, "quantum-cluster.worker.devcies = 5");
            Assert.Contains($"{later}: there is no setting quantum-cluster.worker.devcies", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, [later, _file])).Message);
        }
        finally
        {
            File.Delete(later);
        }
    }

    [Theory]
    [InlineData("quantum-cluster { worker { devcies = 2 } }", "quantum-cluster.worker.devcies")]
    [InlineData("worker { devices = 2 }", "worker.devices")]
    [InlineData("quantum-cluster.worker.devices = many", "quantum-cluster.worker.devices is many; it must be a whole number from 1 to 64.")]
    [InlineData("quantum-cluster.worker.devices = 65", "from 1 to 64")]
    [InlineData("quantum-cluster.coordinator.lease-factor = 0.5", "quantum-cluster.coordinator.lease-factor is 0.5")]
    [InlineData("quantum-cluster.coordinator.verify = 1.5", "quantum-cluster.coordinator.verify is 1.5; it must be a number from 0 to 1.")]
    [InlineData("quantum-cluster.coordinator.max-run-bytes = 1kB", "it must be a number of bytes from 1000000 to 1000000000000, such as 500MB or 1GB.")]
    [InlineData("quantum-cluster.coordinator.max-run-bytes = much", "quantum-cluster.coordinator.max-run-bytes is much")]
    [InlineData("quantum-cluster.coordinator.first-lease = soon", "quantum-cluster.coordinator.first-lease is soon")]
    [InlineData("quantum-cluster.node.seeds = [here]", "quantum-cluster.node.seeds is here; it must be HOST:PORT")]
    [InlineData("quantum-cluster.node.port = 70000", "from 0 to 65535")]
    [InlineData("quantum-cluster.log.format = xml", "quantum-cluster.log.format is xml; it must be text or json.")]
    [InlineData("quantum-cluster {", "is not HOCON: 1 brace(s) too few are closed")]
    [InlineData("quantum-cluster { worker { devices = 2 }, node.port = 1 }", "is not HOCON: Unknown token")]
    [InlineData("", "holds no settings")]
    public void Wrong_file_is_refused_in_one_sentence(string text, string part)
    {
        File.WriteAllText(_file, text);
        string message = Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, [_file])).Message;
        Assert.Contains(part, message);
        Assert.DoesNotContain("\n", message);
    }

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Contains("nowhere.conf", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, ["nowhere.conf"])).Message);
}
