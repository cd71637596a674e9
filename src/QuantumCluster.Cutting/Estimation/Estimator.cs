using System.Collections.Immutable;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// Readouts from shots, with error bars. All decisions are made here, from the counts that came back: the same plan, batch and seed give the
/// same bits from every executor. Safe for concurrent calls if the executor is.
/// </summary>
public sealed class Estimator(IFragmentExecutor executor)
{
    /// <summary>Estimates from shots that are planned beforehand.</summary>
    /// <exception cref="ArgumentException">The shots do not fit the plan, or its readout is too large for error bars.</exception>
    /// <exception cref="ExecutionFailedException">As <see cref="IFragmentExecutor.SampleAsync"/>.</exception>
    public async Task<Estimate> EstimateAsync(CutPlan plan, Batch batch, ShotPlan shots, EstimateSettings settings, CancellationToken cancellation = default)
    {
        RequireFits(plan, settings);
        shots.RequireFits(plan);
        ForwardResult sampled = await executor.SampleAsync(plan, batch, shots, cancellation).ConfigureAwait(false);
        ImmutableArray<VariantShots> each = [.. Enumerable.Range(0, plan.Fragments.Length).Select(shots.Of)];
        IFrequencyMap[] maps = Maps(plan, each, settings);
        return From(plan, sampled.Measured, each, shots.PerSample(plan), maps, maps.Length == 0 ? sampled.Outputs : null);
    }

    /// <summary>
    /// Estimates from a number of shots. By variance there are two rounds: a first one, shared out equally, tells what each variant contributes
    /// to the error; the second brings the shots to what makes the error the smallest; both are pooled. The second round's shots depend on the
    /// first round's counts, which gives the pooled outputs a bias of second order, far below their standard errors.
    /// </summary>
    /// <exception cref="ArgumentException">The budget is too small for the plan, or its readout too large for error bars.</exception>
    /// <exception cref="ExecutionFailedException">As <see cref="IFragmentExecutor.SampleAsync"/>.</exception>
    public async Task<Estimate> EstimateAsync(CutPlan plan, Batch batch, ShotBudget budget, EstimateSettings settings, CancellationToken cancellation = default)
    {
        if (budget.Allocation != Allocation.Variance)
        {
            ImmutableArray<VariantShots> each = budget.Allocation == Allocation.Weight ? ShotAllocation.ByWeight(plan, budget.Shots) : ShotAllocation.Uniform(plan, budget.Shots);
            return await EstimateAsync(plan, batch, new ShotPlan(each, budget.Seed), settings, cancellation).ConfigureAwait(false);
        }

        RequireFits(plan, settings);
        if (budget.Shots < 2L * plan.VariantCount)
            throw new ArgumentException($"The budget is {budget.Shots} shots, and two rounds of {plan.VariantCount} variants need {2L * plan.VariantCount}; give at least as many, or share out without a first round.", nameof(budget));
        long pilot = Math.Max(plan.VariantCount, (long)(budget.Shots * ShotBudget.PilotShare));
        ImmutableArray<VariantShots> first = ShotAllocation.Uniform(plan, pilot);
        FragmentTensors early = (await executor.SampleAsync(plan, batch, new ShotPlan(first, budget.Seed.For("pilot")), cancellation).ConfigureAwait(false)).Measured;
        ImmutableArray<VariantShots> rest = ShotAllocation.Rest(plan, budget.Shots - pilot, Best(plan, early, first, budget.Shots, settings), first);
        FragmentTensors late = (await executor.SampleAsync(plan, batch, new ShotPlan(rest, budget.Seed.For("rest")), cancellation).ConfigureAwait(false)).Measured;
        ImmutableArray<VariantShots> all = ShotAllocation.Sum(plan, first, rest);
        return From(plan, Pooled(plan, early, first, late, rest), all, budget.Shots, Maps(plan, all, settings), null);
    }

    private static void RequireFits(CutPlan plan, EstimateSettings settings)
    {
        ErrorBars.RequireFits(plan);
        if (settings.LeastSquares) ConsistentFrequencies.RequireFits(plan);
    }

    /// <summary>The shots that make the error the smallest, by what the first round saw. With least squares the map depends on the shots, so both are found in turn.</summary>
    private static ImmutableArray<VariantShots> Best(CutPlan plan, FragmentTensors measured, ImmutableArray<VariantShots> done, long shots, EstimateSettings settings)
    {
        const int turns = 12;
        ImmutableArray<VariantShots> best = ShotAllocation.Uniform(plan, shots);
        for (int turn = 0; turn < (settings.LeastSquares ? turns : 1); turn++)
            best = ShotAllocation.ByVariance(plan, shots, ErrorBars.OfOneShot(plan, measured, done, Maps(plan, best, settings)));
        return best;
    }

    private static IFrequencyMap[] Maps(CutPlan plan, ImmutableArray<VariantShots> shots, EstimateSettings settings) =>
    [
        .. settings.Mitigation is { } mitigation ? [mitigation] : (IFrequencyMap[])[],
        .. settings.LeastSquares ? [new ConsistentFrequencies(plan, shots)] : (IFrequencyMap[])[],
    ];

    private static Estimate From(CutPlan plan, FragmentTensors measured, ImmutableArray<VariantShots> shots, long perSample, IFrequencyMap[] maps, double[]? outputs)
    {
        outputs ??= Contraction.Contract(plan, maps.Aggregate(measured, (tensors, map) => map.Apply(tensors)));
        double[] errors = ErrorBars.Variances(plan, measured, shots, maps);
        for (int i = 0; i < errors.Length; i++) errors[i] = Math.Sqrt(errors[i]);
        return new(outputs, errors, measured, shots, perSample);
    }

    private static FragmentTensors Pooled(CutPlan plan, FragmentTensors a, ImmutableArray<VariantShots> ofA, FragmentTensors b, ImmutableArray<VariantShots> ofB)
    {
        double[][] tables = [.. a.Fragments.Select((table, f) =>
        {
            int perVariant = plan.Fragments[f].Program.OutcomeCount * a.Samples;
            var pooled = new double[table.Length];
            for (int i = 0; i < table.Length; i++)
            {
                int n = ofA[f][i / perVariant], m = ofB[f][i / perVariant];
                pooled[i] = (table[i] * n + b.Fragments[f][i] * m) / (n + (double)m);
            }

            return pooled;
        })];
        return new(ImmutableCollectionsMarshal.AsImmutableArray(tables), a.Samples);
    }
}
