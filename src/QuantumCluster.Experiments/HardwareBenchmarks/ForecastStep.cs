using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Experiments.Fleets;

namespace QuantumCluster.Experiments.HardwareBenchmarks;

/// <summary>
/// How far a forecast is from what then happens: a sampled forward and a shifted backward pass of the paper's circuit on four devices without
/// noise that take time, 100 µs a shot, 100 µs a circuit and 1 ms a job: some 8 s in all.
/// </summary>
public sealed class ForecastStep
{
    public const int Samples = 4, Shots = 50;

    private static readonly DeviceProfile Timed = DeviceProfile.Create("ideal-timed", 5, times: new DeviceTimes { ShotPeriod = 100e-6, CircuitLoad = 100e-6, JobOverhead = 1e-3 });
    private static readonly ImmutableArray<DeviceGroup> Devices = [new(Timed, 4)];
    private readonly CutPlan _plan;
    private readonly Pass[] _passes = [Pass.Sampled(Samples, new ShotPlan(Shots, new Seed(1))), Pass.Shifted(Samples, new ShiftPlan(Shots, new Seed(2)))];

    public ForecastStep()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        _plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, 5), VariantChoice.Minimal, 5, new Granularity(1, 1), Classes: [Timed.Class]));
    }

    public Forecast Forecast => Forecast.Of(_plan, _passes, Devices);

    /// <returns>|measured − forecast| / forecast of the device time, and of the wall time.</returns>
    public async Task<(double DeviceTime, double WallTime)> DeviationAsync(TimeProvider time, CancellationToken cancellation)
    {
        var trial = new FleetTrial(_plan, _passes, Devices, new Seed(3), time);
        TrialResult happened = await trial.RunAsync(cancellation);
        Forecast forecast = Forecast;
        return (Math.Abs(happened.DeviceTime / forecast.DeviceTime - 1), Math.Abs(happened.WallTime / forecast.WallTime - 1));
    }
}
