using System.Collections.Immutable;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Fleets;

/// <param name="On">The devices that it is bound to.</param>
/// <param name="Shots">0 where exact probabilities are asked.</param>
/// <param name="ErrorBound">As <see cref="Fleets.ErrorBound"/> says.</param>
public sealed record FragmentForecast(int Fragment, DeviceGroup On, long Jobs, long Shots, TimeSpan DeviceTime, double ErrorBound);

/// <summary>What runs of a plan would cost on a fleet. Nothing is run for it.</summary>
/// <param name="WallTime">If nothing fails, and devices wait for nobody but those who wait at their doors: messages and the work of this machine come on top.</param>
/// <param name="ErrorBound">At most the chance that in one shot of every fragment something goes wrong.</param>
/// <param name="SamplingError">
/// Root-mean-square error of an output by chance alone, if every outcome of every variant were as likely as any other; null where nothing is
/// sampled, or the readout has too many numbers to tell.
/// </param>
public sealed record Forecast(ImmutableArray<FragmentForecast> Fragments, TimeSpan WallTime, double ErrorBound, double? SamplingError)
{
    /// <summary>Jobs that a worker holds for each device unless its settings say otherwise.</summary>
    private const int Window = 4;

    public long Jobs => Fragments.Sum(f => f.Jobs);

    public long Shots => Fragments.Sum(f => f.Shots);

    /// <summary>Of all devices together, each job done once.</summary>
    public TimeSpan DeviceTime => Fragments.Aggregate(TimeSpan.Zero, (sum, f) => sum + f.DeviceTime);

    /// <param name="passes">One after the other.</param>
    /// <exception cref="ArgumentException">The fleet has not the devices that a fragment is bound to.</exception>
    public static Forecast Of(CutPlan plan, IReadOnlyList<Pass> passes, ImmutableArray<DeviceGroup> fleet)
    {
        DeviceGroup[] on = [.. plan.Fragments.Select(f => On(f, fleet))];
        long[] jobs = new long[on.Length], shots = new long[on.Length];
        var time = new TimeSpan[on.Length];
        double wall = 0;
        foreach (Pass pass in passes)
        {
            var seconds = fleet.ToDictionary(g => g, _ => new List<double>());
            foreach (FragmentJob job in pass.Jobs(plan))
            {
                int f = job.Key.Fragment;
                FragmentProgram program = plan.Fragments[f].Program;
                TimeSpan takes = on[f].Profile.TimeOf(program, job);
                jobs[f]++;
                shots[f] += ShotsOf(job, program);
                time[f] += takes;
                seconds[on[f]].Add(takes.TotalSeconds);
            }

            wall += seconds.Max(g => Schedule.Makespan(g.Value, g.Key.Devices, g.Key.Profile.QueueLatency.Mean, Window));
        }

        double[] errors = [.. plan.Fragments.Select((f, i) => Fleets.ErrorBound.Of(on[i].Profile, f.Program))];
        return new([.. on.Select((group, f) => new FragmentForecast(f, group, jobs[f], shots[f], time[f], errors[f]))],
            TimeSpan.FromSeconds(Math.Min(wall, TimeSpan.MaxValue.TotalSeconds / 2)), 1 - errors.Aggregate(1.0, (right, e) => right * (1 - e)), Sampling(plan, passes));
    }

    private static DeviceGroup On(FragmentPlan fragment, ImmutableArray<DeviceGroup> fleet) =>
        fleet.FirstOrDefault(g => g.Profile.Qubits >= fragment.Fragment.Qubits.Length && (fragment.Class is { } bound ? g.Profile.Class == bound : g.Profile.Noise is null))
            ?? throw new ArgumentException($"Fragment {fragment.Fragment.Index} runs on {(fragment.Class is { } devices ? $"devices of class {devices}" : "noiseless devices")} "
                + $"of at least {fragment.Fragment.Qubits.Length} qubits; the fleet has {string.Join(", ", fleet)}. Add such devices, or bind it to others.");

    private static long ShotsOf(FragmentJob job, FragmentProgram program) => job.Ask switch
    {
        JobAsk.Counts counts => counts.Shots.Total(job.Key.VariantCount) * job.Key.SampleCount,
        JobAsk.ShiftProduct { Shots: { } each } => job.VariantExecutions(program) * each,
        _ => 0,
    };

    private static double? Sampling(CutPlan plan, IReadOnlyList<Pass> passes)
    {
        if (passes.FirstOrDefault(p => p.Shots is not null)?.Shots is not { } shots || plan.OutputCount > ErrorBars.OutputLimit) return null;
        var even = new FragmentTensors([.. plan.Fragments.Select(f =>
        {
            var probabilities = new double[f.Program.Variants.Length * f.Program.OutcomeCount];
            Array.Fill(probabilities, 1.0 / f.Program.OutcomeCount);
            return probabilities;
        })], 1);
        double[] variances = ErrorBars.Variances(plan, even, [.. plan.Fragments.Select((_, f) => shots.Of(f))]);
        return Math.Sqrt(variances.Average());
    }
}
