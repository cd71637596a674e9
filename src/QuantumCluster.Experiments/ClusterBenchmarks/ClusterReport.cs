using System.Collections.Immutable;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>What a cluster of worker processes costs on this machine: the rows of <c>qcluster bench cluster</c>.</summary>
/// <param name="program">As in <see cref="NodeProcess.Start"/>.</param>
public sealed class ClusterReport(IReadOnlyList<string> program, TimeProvider time, TextWriter progress)
{
    private const string Kernel = "su4", Precision = "double";
    private static readonly TimeSpan UsualService = TimeSpan.FromMilliseconds(20);
    private readonly ImmutableArray<BenchmarkRow>.Builder _rows = ImmutableArray.CreateBuilder<BenchmarkRow>();
    private readonly Laps _laps = new(time);

    /// <exception cref="Cutting.Execution.ExecutionFailedException">A node does not start, or a run fails.</exception>
    public async Task<ImmutableArray<BenchmarkRow>> MeasureAsync(CancellationToken cancellation)
    {
        Say("two workers of one device: joining, steps, round trips, throughput");
        await using (Fleet fleet = await StartAsync(new FleetSettings(), cancellation))
        {
            await AddTrainingStepsAsync(fleet);
            await AddRoundTripsAsync(fleet);
            await AddThroughputAsync(fleet);
            await AddJoiningAsync(fleet);
        }

        Say("eight devices that take 1 ms a job");
        await using (Fleet fleet = await StartAsync(new FleetSettings { DevicesPerWorker = 4, ServiceTime = TimeSpan.FromMilliseconds(1) }, cancellation))
            await AddCoordinationShareAsync(fleet);

        Say("64 devices that take 10 ms a job");
        await using (Fleet fleet = await StartAsync(new FleetSettings { DevicesPerWorker = 32, ServiceTime = TimeSpan.FromMilliseconds(10) }, cancellation))
            await AddManyDevicesAsync(fleet);

        Say("three workers whose jobs take 20 ms: killed and stopped");
        var watch = new LedgerWatch(time);
        await using (Fleet fleet = await StartAsync(new FleetSettings { Workers = 3, DevicesPerWorker = 2, ServiceTime = UsualService, Recording = watch }, cancellation))
            await AddRecoveryAsync(new Recovery(fleet, watch, time), cancellation);

        Say("three coordinators, one killed in the middle of a step");
        await AddSuccessionAsync(cancellation);
        return _rows.ToImmutable();
    }

    private Task<Fleet> StartAsync(FleetSettings settings, CancellationToken cancellation) => Fleet.StartAsync(program, settings, time, cancellation);

    /// <summary>Training steps on the worker processes and in this process alone, in turn; and so again with bare round trips in the cluster's stead.</summary>
    private async Task AddTrainingStepsAsync(Fleet fleet)
    {
        const int Samples = 16;
        var work = new QuantumWork(Samples, Granularity.Exact);
        await using var local = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));
        using TrainingStep far = new(work.Plan, fleet.Cluster.Executor, Samples), near = new(work.Plan, local, Samples);
        using var bare = new TrainingStep(work.Plan, new BareTrips(local, fleet.Cluster, work, fleet.Workers.Count), Samples);
        var pairs = await _laps.PairsAsync(() => Run(far), () => Run(near), warmUp: 20, pairs: 200);
        Add("cluster.step", Samples, 1e3 * Laps.Median(pairs.Select(p => p.First)), "ms");
        Add("cluster.addedMilliseconds", Samples, 1e3 * Laps.Median(pairs.Select(p => p.First - p.Second)), "ms");
        pairs = await _laps.PairsAsync(() => Run(bare), () => Run(near), warmUp: 20, pairs: 200);
        Add("cluster.addedByRoundTrips", Samples, 1e3 * Laps.Median(pairs.Select(p => p.First - p.Second)), "ms");

        static Task Run(TrainingStep step)
        {
            step.Run();
            return Task.CompletedTask;
        }
    }

    /// <summary>The layer's forward and backward pass, and in turn the same bytes there and back with no work done.</summary>
    private async Task AddRoundTripsAsync(Fleet fleet)
    {
        const int Samples = 256;
        var work = new QuantumWork(Samples, Granularity.Exact);
        var (there, back) = (work.ForwardTrips(fleet.Workers.Count), work.BackwardTrips(fleet.Workers.Count));
        var pairs = await _laps.PairsAsync(() => work.ForwardBackwardAsync(fleet.Cluster.Executor), async () =>
        {
            await fleet.Cluster.TravelAsync(there);
            await fleet.Cluster.TravelAsync(back);
        }, warmUp: 200, pairs: 500);
        Add("cluster.layer", Samples, 1e3 * Laps.Median(pairs.Select(p => p.First)), "ms");
        Add("cluster.roundTrips", Samples, 1e3 * Laps.Median(pairs.Select(p => p.Second)), "ms");
        Add("cluster.layerOverRoundTrips", Samples, Laps.Median(pairs.Select(p => p.First / p.Second)), "ratio");
    }

    private async Task AddThroughputAsync(Fleet fleet)
    {
        var work = new QuantumWork(4096, new Granularity(int.MaxValue, 1));
        IReadOnlyList<double> seconds = await RepeatAsync(() => work.ForwardAsync(fleet.Cluster.Executor), warmUp: 5, laps: 20);
        Add("cluster.jobsPerSecond", work.Batch.Samples, work.ForwardJobs / Laps.Median(seconds), "jobs/s");
    }

    private async Task AddCoordinationShareAsync(Fleet fleet)
    {
        var work = new QuantumWork(2000, new Granularity(int.MaxValue, 1));
        double ideal = work.ForwardJobs * 1e-3 / 8;
        IReadOnlyList<double> seconds = await RepeatAsync(() => work.ForwardAsync(fleet.Cluster.Executor), warmUp: 2, laps: 7);
        Add("cluster.coordinationShare", work.Batch.Samples, 1 - ideal / Laps.Median(seconds), "of the time");
    }

    private async Task AddManyDevicesAsync(Fleet fleet)
    {
        var work = new QuantumWork(3200, new Granularity(int.MaxValue, 1));
        IReadOnlyList<double> seconds = await RepeatAsync(() => work.ForwardAsync(fleet.Cluster.Executor), warmUp: 1, laps: 5);
        Add("cluster.seconds6400", work.Batch.Samples, Laps.Median(seconds), "s");
    }

    private async Task AddRecoveryAsync(Recovery recovery, CancellationToken cancellation)
    {
        IReadOnlyList<double> killed = await recovery.KillAsync(7, cancellation), frozen = await recovery.FreezeAsync(7, cancellation);
        Add("cluster.killRecovery", 400, 1e3 * Laps.Median(killed), "ms");
        Add("cluster.stopRecovery", 400, 1e3 * Laps.Median(frozen), "ms");
        Add("cluster.usualService", 400, UsualService.TotalMilliseconds, "ms");
    }

    private async Task AddSuccessionAsync(CancellationToken cancellation)
    {
        using var succession = new Succession(program, time);
        var seconds = new List<double>();
        for (int i = 0; i < 3; i++) seconds.Add(await succession.SecondsAsync(cancellation));
        Add("cluster.failover", 40, Laps.Median(seconds), "s");
    }

    /// <summary>From starting a worker's process until the coordinator has taken it.</summary>
    private async Task AddJoiningAsync(Fleet fleet)
    {
        var seconds = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            NodeProcess? worker = null;
            seconds.Add(await _laps.SecondsAsync(() => (worker = fleet.StartWorker()).Up));
            fleet.Remove(worker!);
        }

        Add("cluster.join", 0, Laps.Median(seconds), "s");
    }

    private async Task<IReadOnlyList<double>> RepeatAsync(Func<Task> step, int warmUp, int laps)
    {
        var seconds = new List<double>(laps);
        for (int i = -warmUp; i < laps; i++)
        {
            double lap = await _laps.SecondsAsync(step);
            if (i >= 0) seconds.Add(lap);
        }

        return seconds;
    }

    private void Add(string what, int batch, double value, string unit) => _rows.Add(new BenchmarkRow(what, Kernel, Precision, batch, value, unit));

    private void Say(string what)
    {
        progress.WriteLine(what);
        progress.Flush();
    }
}
