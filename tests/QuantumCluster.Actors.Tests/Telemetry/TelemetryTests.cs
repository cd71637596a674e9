using System.Collections.Concurrent;
using System.Diagnostics;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Management;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Working;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Tests.Telemetry;

/// <summary>Listeners hear the whole process, whatever else runs in it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class TelemetryTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("qcluster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Metrics_are_told_in_the_text_format_with_names_units_and_kinds()
    {
        using var text = new PrometheusText();
        ClusterTelemetry.Publish(new LedgerCounts(3, 6, 4, 1, 12, 8, 1234, 5, 2) { Duplicated = 2 });
        ClusterTelemetry.ServiceTime.Record(0.02);
        string[] lines = text.Text().Split('\n');
        Assert.Contains("# TYPE quantumcluster_jobs_queued gauge", lines);
        Assert.Contains("quantumcluster_jobs_queued 12", lines);
        Assert.Contains("# TYPE quantumcluster_jobs_done_total counter", lines);
        Assert.Contains("quantumcluster_jobs_done_total 1234", lines);
        Assert.Contains("quantumcluster_jobs_retried_total 5", lines);
        Assert.Contains("quantumcluster_outcomes_duplicated_total 2", lines);
        Assert.Contains("# TYPE quantumcluster_job_duration_seconds histogram", lines);
        Assert.Contains(lines, l => l.StartsWith("quantumcluster_wire_read_bytes_total ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("quantumcluster_job_duration_seconds_bucket{le=\"+Inf\"} ", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.Matches(@"^$|^# (HELP|TYPE) [a-z_]+ .+$|^[a-z_]+(\{le=""[^""]+""\})? -?[0-9.eE+-]+$", l));
    }

    [Fact]
    public void Histogram_counts_into_the_buckets_that_it_names()
    {
        using var text = new PrometheusText();
        ClusterTelemetry.ServiceTime.Record(0.02);
        (long below, long at, long all) = (Bucket(text, "0.01"), Bucket(text, "0.03"), Bucket(text, "+Inf"));
        ClusterTelemetry.ServiceTime.Record(0.02);
        ClusterTelemetry.ServiceTime.Record(30);
        Assert.Equal((below, at + 1, all + 2), (Bucket(text, "0.01"), Bucket(text, "0.03"), Bucket(text, "+Inf")));
    }

    [Fact]
    public void Nobody_listening_nothing_is_measured_or_traced_and_no_grant_is_touched()
    {
        Assert.False(ClusterTelemetry.ServiceTime.Enabled);
        Assert.False(ClusterTelemetry.WantsCounts);
        Assert.Null(JobTraces.Start(default));
        var traces = new RunTraces();
        var grant = new Protocol.WorkerProtocol.JobsGranted(new WorkerId("a", 1), 1, [], 1);
        Assert.Same(grant, traces.Marked(grant));
    }

    [Fact]
    public async Task Traces_lead_from_the_client_over_the_coordinator_to_the_jobs_on_other_nodes()
    {
        await using ClusterNode coordinator = await StartAsync(NodeRole.Coordinator, "coordinator", "");
        string address = (await coordinator.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        await using ClusterNode worker = await StartAsync(NodeRole.Worker, "worker", address);
        await worker.UpAsync().WaitAsync(Limit);
        await using ClusterConnection cluster = await ClusterConnection.JoinAsync([Endpoint.Parse(address, "test")], new ClusterConnectionSettings { JoinTimeout = Limit });

        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ClusterTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using (Activity step = new Activity("step").Start())
        {
            var model = new Model("su4", new Granularity(1, 4));
            await model.RequireSameBitsAsync(cluster.Executor, 8, 1).WaitAsync(Limit);
            Activity[] mine() => [.. ended.Where(a => a.TraceId == step.TraceId)];
            using var limit = new CancellationTokenSource(Limit);
            while (mine().Count(a => a.OperationName == "run") < 2) await Task.Delay(20, limit.Token); // the coordinator ends its activity beside its answer

            foreach (string name in (string[])["forward", "backward"])
            {
                Activity client = Assert.Single(mine(), a => a.OperationName == name);
                Assert.Equal(step.SpanId, client.ParentSpanId);
                Activity run = Assert.Single(mine(), a => a.OperationName == "run" && a.ParentSpanId == client.SpanId);
                Assert.Equal(client.GetTagItem("run"), run.GetTagItem("run"));
                Assert.Equal((0L, 0L), (client.GetTagItem("step"), run.GetTagItem("step")));
                Activity[] jobs = [.. mine().Where(a => a.OperationName == "job" && a.ParentSpanId == run.SpanId)];
                Assert.NotEmpty(jobs);
                Assert.All(jobs, j => Assert.Equal(run.GetTagItem("run"), j.GetTagItem("run")));
            }
        }
    }

    [Fact]
    public async Task Node_writes_its_metrics_to_a_file()
    {
        string file = Path.Combine(_folder, "metrics");
        await using (ClusterNode coordinator = await StartAsync(NodeRole.Coordinator, "coordinator", "", $"quantum-cluster.telemetry.metrics-file = \"{file}\""))
        {
            await coordinator.UpAsync().WaitAsync(Limit);
            Assert.Contains("# TYPE quantumcluster_jobs_done_total counter", await File.ReadAllTextAsync(file));
        }

        var failure = await Assert.ThrowsAsync<InvalidSettingException>(() =>
            StartAsync(NodeRole.Coordinator, "other", "", $"quantum-cluster.telemetry.metrics-file = \"{Path.Combine(_folder, "missing", "metrics")}\""));
        Assert.StartsWith("quantum-cluster.telemetry.metrics-file is ", failure.Message);
    }

    [Fact]
    public void Device_counts_its_jobs_and_an_emulated_one_its_service_time()
    {
        var device = new ObservedDevice(new StateVectorDevice(DeviceProfile.FiveQubit), EmulatedTime.Of(DeviceProfile.FiveQubit, new WorkerSettings { ServiceTime = TimeSpan.FromSeconds(2) }), TimeProvider.System);
        CutPlan plan = new Model("su4").Plan;
        FragmentProgram program = plan.Fragments[0].Program;
        foreach (FragmentJob job in JobSplitter.Forward(plan, new Model("su4").Batch(1, 1), default).Where(j => j.Program == program.Hash)) device.Run(program, job);
        Assert.True(device.Report.Jobs > 0);
        Assert.InRange(device.Report.ServiceSeconds, 2.0 * device.Report.Jobs, 60.0 * device.Report.Jobs);
        Assert.Equal(("five-qubit", 5), (device.Report.Profile, device.Report.Qubits));
    }

    private static long Bucket(PrometheusText text, string bound) => long.Parse(text.Text().Split('\n')
        .Single(l => l.StartsWith($"quantumcluster_job_duration_seconds_bucket{{le=\"{bound}\"}} ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private Task<ClusterNode> StartAsync(NodeRole role, string name, string seed, string more = "")
    {
        string config = Path.Combine(_folder, $"{name}.conf");
        File.WriteAllText(config, $"quantum-cluster.node {{ port = 0 }}\n{more}");
        return ClusterNode.StartAsync(NodeSettings.Load(role, [config], null, seed.Length > 0 ? seed : null), TimeProvider.System);
    }
}
