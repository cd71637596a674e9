using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Experiments.Laboratory.ShotErrors;

/// <summary>What estimates of one circuit came to.</summary>
/// <param name="Squared">Mean squared error over outputs and samples.</param>
/// <param name="Uncut">What as many shots of the uncut circuit give on average: p (1 − p) / shots.</param>
/// <param name="Theory">What the error is on average by the exact probabilities of all variants; not a number where it is not worked out.</param>
/// <param name="Predicted">Mean square of the estimates' own standard errors.</param>
/// <param name="Covered">Share of outputs whose 95 % interval holds the truth.</param>
internal readonly record struct ShotErrors(double Squared, double Uncut, double Theory, double Predicted, double Covered);

/// <summary>Estimates of one plan on random circuits, against what is exact.</summary>
internal sealed class ShotScene(ShotWay way, CutPlan plan, Seed seed)
{
    private const int Samples = 4;

    /// <summary>So many times the shots for theory: what little error bars add for outcomes that never came up is then nothing.</summary>
    private const int Refined = 10_000;

    private readonly LocalExecutor _executor = new(new StateVectorDevice(DeviceProfile.FiveQubit));

    /// <summary>A circuit with weights from U(−π/4, π/4) and inputs from U(−π/2, π/2), the same for all ways.</summary>
    public async Task<ShotErrors> MeasureAsync(int circuit, long shots, CancellationToken cancellation)
    {
        KeyedRandom random = seed.For("circuit").For((ulong)circuit).Generator();
        double[] Angles(int count, double limit) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];
        var batch = new Batch(Angles(plan.Request.Circuit.WeightCount, Math.PI / 4), Angles(8 * Samples, Math.PI / 2), Samples);
        ForwardResult exact = await _executor.ForwardAsync(plan, batch, cancellation).ConfigureAwait(false);
        var budget = new ShotBudget(shots, way.Allocation, seed.For(way.ToString()).For((ulong)shots).For((ulong)circuit));
        var estimate = await new Estimator(_executor).EstimateAsync(plan, batch, budget, new EstimateSettings { LeastSquares = way.LeastSquares }, cancellation).ConfigureAwait(false);
        double squared = 0, uncut = 0, predicted = 0;
        int covered = 0, count = exact.Outputs.Length;
        for (int i = 0; i < count; i++)
        {
            double error = estimate.Outputs[i] - exact.Outputs[i], bar = estimate.StandardErrors[i];
            squared += error * error / count;
            uncut += exact.Outputs[i] * (1 - exact.Outputs[i]) / shots / count;
            predicted += bar * bar / count;
            if (Math.Abs(error) <= Cutting.Estimation.Estimate.NormalQuantile95 * bar) covered++;
        }

        return new(squared, uncut, way.LeastSquares ? double.NaN : Theory(exact.Measured, shots), predicted, covered / (double)count);
    }

    private double Theory(FragmentTensors exact, long shots)
    {
        long many = Math.Min(shots * Refined, int.MaxValue);
        ImmutableArray<VariantShots> even = ShotAllocation.Uniform(plan, many);
        ImmutableArray<VariantShots> each = way.Allocation switch
        {
            Allocation.Uniform => even,
            Allocation.Weight => ShotAllocation.ByWeight(plan, many),
            _ => ShotAllocation.ByVariance(plan, many, ErrorBars.OfOneShot(plan, exact, even)), // as if the first round had told all and cost nothing
        };
        double[] variances = ErrorBars.Variances(plan, exact, each);
        return variances.Sum() / variances.Length * many / shots;
    }
}
