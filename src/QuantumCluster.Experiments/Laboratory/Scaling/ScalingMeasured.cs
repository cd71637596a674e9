using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.Laboratory.RealClusters;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Scaling;

/// <summary>Strong scaling of the real embedded cluster, and what a job costs it when devices take no time: the parameter of the simulation, measured.</summary>
internal sealed class ScalingMeasured(ExperimentSettings settings, Seed seed)
{
    private const int Samples = 16, Jobs = 7 * Samples;
    private static readonly TimeSpan JobTime = TimeSpan.FromMilliseconds(10);
    private readonly List<(int Devices, Estimate StepTime)> _found = [];
    private Estimate _microsecondsPerJob;

    public DataTable Table { get; } = new("embedded", $"The real embedded cluster: {Jobs} jobs a step", true,
        new("devices", "", "one on each worker"), new("jobTime", "ms", "emulated time of a job; 0: none, so all is coordination and arithmetic"), new("stepTime", "ms", "mean"), new("stepTimeError", "ms", "standard error over steps"), new("efficiency", "", "ideal over measured step time"));

    public async Task RunAsync(CancellationToken cancellation)
    {
        int steps = settings.Quick ? 8 : 40;
        foreach (int devices in (int[])[1, 2, 4, 8, 16])
        {
            settings.Progress(FormattableString.Invariant($"{devices} devices on the embedded cluster"));
            var time = Estimate.Of(await MeasureAsync(devices, JobTime, steps, cancellation).ConfigureAwait(false));
            _found.Add((devices, time));
            Table.Add(devices, JobTime.TotalMilliseconds, time.Mean, time.Error, Ideal(devices) / time.Mean);
        }

        double[] idle = await MeasureAsync(2, TimeSpan.Zero, 20 * steps, cancellation).ConfigureAwait(false);
        var bare = Estimate.Of(idle);
        Table.Add(2, 0.0, bare.Mean, bare.Error, null);
        _microsecondsPerJob = new(bare.Mean * 1e3 / Jobs, bare.Error * 1e3 / Jobs, idle.Length);
    }

    public string Finding() => FormattableString.Invariant($"Measured on the real embedded cluster with {JobTime.TotalMilliseconds} ms a job: efficiency ") + string.Join(", ", _found.Select(f => FormattableString.Invariant($"{Ideal(f.Devices) / f.StepTime.Mean:F2} on {f.Devices}")))
        + FormattableString.Invariant($" devices. Where devices take no time, a job costs {_microsecondsPerJob.Mean:F1} ± {_microsecondsPerJob.Error:F1} µs with everything that this process and its threads do: an upper bound for the simulation's coordination costs.");

    public Figure Picture() => new("embedded", $"Measured on this machine: {Jobs} jobs of {JobTime.TotalMilliseconds} ms on the real embedded cluster, two cores. Bars: two standard errors over steps.",
        new LineChart("Strong scaling of the real embedded cluster", new ChartAxis("devices", AxisScale.Logarithmic) { Ticks = [.. _found.Select(f => (double)f.Devices)] }, new ChartAxis("step time [ms]", AxisScale.Logarithmic),
        [
            new("measured", [.. _found.Select(f => new ChartPoint(f.Devices, f.StepTime.Mean, 2 * f.StepTime.Error))]),
            new("ideal", [.. _found.Select(f => new ChartPoint(f.Devices, Ideal(f.Devices)))], SeriesStyle.Reference),
        ]));

    private static double Ideal(int devices) => JobTime.TotalMilliseconds * Jobs / devices;

    private Task<double[]> MeasureAsync(int devices, TimeSpan jobTime, int steps, CancellationToken cancellation) =>
        RealSteps.TimeAsync(devices, new LedgerSettings(), jobTime, new QueueLatency.None(), Samples, 1, steps, seed.For("embedded"), settings.Time, cancellation);
}
