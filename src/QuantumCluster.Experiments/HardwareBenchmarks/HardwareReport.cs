using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.HardwareBenchmarks;

/// <summary>What emulated hardware costs on this machine, and how well it does: the rows of <c>qcluster bench hardware</c>.</summary>
/// <param name="program">As in <see cref="NodeProcess.Start"/>.</param>
public sealed class HardwareReport(IReadOnlyList<string> program, TimeProvider time, TextWriter progress)
{
    private readonly ImmutableArray<BenchmarkRow>.Builder _rows = ImmutableArray.CreateBuilder<BenchmarkRow>();

    /// <exception cref="Cutting.Execution.ExecutionFailedException">A node does not start, or a run fails.</exception>
    public async Task<ImmutableArray<BenchmarkRow>> MeasureAsync(CancellationToken cancellation)
    {
        Say("training steps by parameter shift on two workers of one device");
        await AddShiftStepsAsync(cancellation);
        Say("variants on the density matrix of one noisy device, on one core");
        AddNoisySteps();
        Say("errors of the 32 marginals from 10,000 shots");
        await AddMarginalErrorsAsync(cancellation);
        Say("a step on devices that take time, and its forecast");
        await AddForecastAsync(cancellation);
        return _rows.ToImmutable();
    }

    private async Task AddMarginalErrorsAsync(CancellationToken cancellation)
    {
        var errors = new MarginalErrors();
        async Task Measure(string what, VariantChoice variants, Allocation allocation, bool leastSquares) =>
            Add(what, "crz", 1, await errors.RootMeanSquareAsync(variants, allocation, leastSquares, cancellation), "probability");
        await Measure("hardware.marginalRms", VariantChoice.Auto, Allocation.Variance, false);
        await Measure("hardware.marginalRmsTableFit", VariantChoice.Table, Allocation.Variance, true);
        await Measure("hardware.marginalRmsTable", VariantChoice.Table, Allocation.Variance, false);
        await Measure("hardware.marginalRmsUniform", VariantChoice.Table, Allocation.Uniform, false);
    }

    private async Task AddShiftStepsAsync(CancellationToken cancellation)
    {
        await using Fleet fleet = await Fleet.StartAsync(program, new FleetSettings(), time, cancellation);
        ShiftStep sampled = new(fleet.Cluster.Executor, ShiftStep.Shots), exact = new(fleet.Cluster.Executor, shots: null);
        var pairs = await new Laps(time).PairsAsync(sampled.RunAsync, exact.RunAsync, warmUp: 30, pairs: 100);
        Add("hardware.shiftStep", "crz", ShiftStep.Samples, Laps.Median(pairs.Select(p => p.First)), "s");
        Add("hardware.shiftStepExact", "crz", ShiftStep.Samples, Laps.Median(pairs.Select(p => p.Second)), "s");
        Add("hardware.shiftStepVariants", "crz", ShiftStep.Samples, sampled.VariantExecutions, "executions/step");
    }

    private void AddNoisySteps()
    {
        var repeats = new Repeats(time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        foreach (Kernel kernel in (ReadOnlySpan<Kernel>)[Kernel.Crz, Kernel.Su4])
        {
            var step = new NoisyStep(kernel);
            Add("hardware.noisyVariants", kernel.Name, NoisyStep.Batch, step.Variants / repeats.BestSeconds(step.Run), "variants/s");
        }
    }

    private async Task AddForecastAsync(CancellationToken cancellation)
    {
        (double deviceTime, double wallTime) = await new ForecastStep().DeviationAsync(time, cancellation);
        Add("hardware.forecast", "crz", ForecastStep.Samples, deviceTime, "relative");
        Add("hardware.forecastWall", "crz", ForecastStep.Samples, wallTime, "relative");
    }

    private void Add(string what, string kernel, int batch, double value, string unit) => _rows.Add(new BenchmarkRow(what, kernel, "double", batch, value, unit));

    private void Say(string what)
    {
        progress.WriteLine(what);
        progress.Flush();
    }
}
