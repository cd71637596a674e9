using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Fleets;
using static QuantumCluster.Devices.Tests.Fleets.FleetModels;

namespace QuantumCluster.Devices.Tests.Fleets;

public sealed class ForecastTests
{
    /// <summary>By hand: minimal, so 3 + 4 variants a job each, 16 samples, 1000 shots of 50 µs and 1 ms a job.</summary>
    [Fact]
    public void Jobs_shots_and_time_are_those_of_the_jobs_that_would_be_sent()
    {
        CutPlan plan = CutPlan.Create(Request() with { Variants = VariantChoice.Minimal, Classes = [Ideal.Class] });
        var forecast = Forecast.Of(plan, [Pass.Sampled(16, new ShotPlan(1000, new Seed(1)))], [new(Ideal, 2)]);
        Assert.Equal((7L, 7 * 16_000L), (forecast.Jobs, forecast.Shots));
        Assert.Equal(7 * (1e-3 + 16_000 * 50e-6), forecast.DeviceTime.TotalSeconds, 9);
        Assert.Equal(4 * (1e-3 + 16_000 * 50e-6), forecast.WallTime.TotalSeconds, 9); // seven jobs on two devices
        Assert.Equal(0, forecast.ErrorBound);
    }

    [Fact]
    public void Shifts_run_every_variant_at_every_term()
    {
        CutPlan plan = CutPlan.Create(Request() with { Variants = VariantChoice.Minimal });
        Pass forward = Pass.Sampled(16, new ShotPlan(1000, new Seed(1))), backward = Pass.Shifted(16, new ShiftPlan(1000, new Seed(2)));
        Assert.Equal(413L * 16 * 1000, Forecast.Of(plan, [forward, backward], [new(Ideal, 2)]).Shots); // physics: 413 executions a sample
    }

    /// <summary>Of the uniform distribution p = 1/K over the outputs of an uncut circuit it is √(p (1 − p)/N).</summary>
    [Fact]
    public void Sampling_error_of_an_uncut_circuit_is_the_multinomial_one()
    {
        var ladder = new Circuits.Kernels.Ladder(5, 1, Circuits.Kernels.Kernel.Crz);
        var plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Circuits.Readouts.Readout.Probabilities(), [], VariantChoice.Auto, 5, Granularity.Spread));
        double error = Forecast.Of(plan, [Pass.Sampled(1, new ShotPlan(10_000, new Seed(1)))], [new(Ideal, 1)]).SamplingError!.Value;
        Assert.Equal(Math.Sqrt(1.0 / 32 * (31.0 / 32) / 10_000), error, 5e-6);
        Assert.Null(Forecast.Of(plan, [Pass.Exact(1)], [new(Ideal, 1)]).SamplingError);
    }

    [Fact]
    public void Fragment_whose_class_is_not_in_the_fleet_is_refused()
    {
        CutPlan plan = CutPlan.Create(Request() with { Classes = [Fast.Class] });
        var e = Assert.Throws<ArgumentException>(() => Forecast.Of(plan, [Pass.Exact(1)], [new(Ideal, 1)]));
        Assert.StartsWith("Fragment 0 runs on devices of class fast (", e.Message, StringComparison.Ordinal);
    }
}
