using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cli.Layer;

/// <summary>How outputs are estimated from shots.</summary>
/// <param name="Shots">Of every variant; null where there is a budget.</param>
/// <param name="Budget">Shots of all variants together on each sample; null where every variant has its number.</param>
/// <param name="Allocation">How a budget is shared out.</param>
/// <param name="Mitigation">Which readout errors are calibrated and undone; null for none.</param>
/// <param name="CalibrationShots">Of each prepared state.</param>
/// <param name="Project">Whether each sample's outputs become the nearest distribution.</param>
internal sealed record LayerSampling(int? Shots, long? Budget, Allocation Allocation, Seed Seed, bool LeastSquares, ConfusionKind? Mitigation, int CalibrationShots, bool Project)
{
    /// <exception cref="ArgumentException">The budget is too small for the plan, or its readout too large for error bars.</exception>
    public async Task<Estimate> RunAsync(IFragmentExecutor executor, Cutting.Plans.CutPlan plan, Batch batch, CancellationToken cancellation)
    {
        ErrorBars.RequireFits(plan);
        var settings = new EstimateSettings { LeastSquares = LeastSquares };
        if (Mitigation is { } kind)
            settings = settings with { Mitigation = await ReadoutCalibration.MeasureAsync(executor, plan, kind, CalibrationShots, Seed.For("calibration"), batch.Step, cancellation) };
        var estimator = new Estimator(executor);
        return Shots is { } each
            ? await estimator.EstimateAsync(plan, batch, new ShotPlan(each, Seed), settings, cancellation)
            : await estimator.EstimateAsync(plan, batch, new ShotBudget(Budget!.Value, Allocation, Seed), settings, cancellation);
    }
}
