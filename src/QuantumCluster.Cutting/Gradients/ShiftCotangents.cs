using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Gradients;

/// <summary>
/// What the jobs of a backward pass by parameter shift pull back: the cotangents of the measured frequencies and, where these come from shots, how
/// the cotangents would have differed with other shots, in some random directions.
/// </summary>
/// <remarks>
/// A fragment's cotangents are made of the frequencies of the others. Each direction moves all frequencies at once by as much as their shots
/// scatter: by (√p_o z_o − p_o Σ_k √p_k z_k) / √(N − 1) with random signs z, which has the covariance of N shots, (diag p − p pᵀ) / N, as estimated
/// from them. A gradient's mean square over the directions then estimates what the forward pass's shots add to its variance; that its error is linear in
/// them to first order is all that this takes, and no outcome has to be drawn.
/// </remarks>
public static class ShiftCotangents
{
    /// <summary>Random directions: a variance known to √(2/8) of itself for an input, and better for a weight, which sums over samples.</summary>
    public const int Directions = 8;

    /// <summary>Tables of cotangents that a job brings, the cotangents themselves included, when it asks for shots.</summary>
    public const int Tables = 1 + Directions;

    /// <returns>Of each fragment [variant, outcome, sample], or [table, variant, outcome, sample] with <see cref="Tables"/> tables after a sampled forward pass.</returns>
    /// <exception cref="ArgumentException">The tensors or cotangents do not have the plan's shape.</exception>
    public static FragmentTensors Of(CutPlan plan, ForwardResult forward, double[] outputCotangents, ShiftPlan shift)
    {
        FragmentTensors cotangents = forward.Cotangents(plan, outputCotangents);
        if (forward.Shots is not { } shots || shift.ShotsPerVariant is null) return cotangents;
        Seed chance = shift.Seed.For("directions");
        FragmentTensors[] deviations =
        [
            .. Enumerable.Range(0, Directions).Select(d =>
                Difference(forward.Cotangents(plan, outputCotangents, Moved(plan, forward.Measured, shots, chance.For((ulong)d))), cotangents)),
        ];
        return new([.. cotangents.Fragments.Select((own, f) => (double[])[.. own, .. deviations.SelectMany(d => d.Fragments[f])])], cotangents.Samples);
    }

    private static FragmentTensors Moved(CutPlan plan, FragmentTensors measured, ShotPlan shots, Seed chance) =>
        new([.. measured.Fragments.Select((table, f) => Moved(table, plan.Fragments[f].Program.OutcomeCount, measured.Samples, shots.Of(f), chance.For((ulong)f)))], measured.Samples);

    /// <param name="table">[variant, outcome, sample].</param>
    private static double[] Moved(double[] table, int outcomes, int samples, VariantShots shots, Seed chance)
    {
        double[] moved = [.. table];
        var steps = new double[outcomes];
        for (int v = 0; v < table.Length / (outcomes * samples); v++)
        {
            double scale = 1 / Math.Sqrt(Math.Max(1, shots[v] - 1));
            Seed ofVariant = chance.For((ulong)v);
            for (int s = 0; s < samples; s++)
            {
                KeyedRandom random = ofVariant.For((ulong)s).Generator();
                int first = v * outcomes * samples + s;
                double mean = 0;
                for (int o = 0; o < outcomes; o++)
                {
                    double root = Math.Sqrt(Math.Max(0, table[first + o * samples]));
                    steps[o] = (random.NextUInt64() & 1) == 0 ? root : -root;
                    mean = Math.FusedMultiplyAdd(root, steps[o], mean);
                }

                for (int o = 0; o < outcomes; o++) moved[first + o * samples] += scale * Math.FusedMultiplyAdd(-table[first + o * samples], mean, steps[o]);
            }
        }

        return moved;
    }

    private static FragmentTensors Difference(FragmentTensors one, FragmentTensors other) =>
        new([.. one.Fragments.Select((table, f) => table.Select((value, i) => value - other.Fragments[f][i]).ToArray())], one.Samples);
}
