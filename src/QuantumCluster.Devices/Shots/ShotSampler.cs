using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Devices.Shots;

/// <summary>
/// Counts from probabilities: one multinomial variate per variant and sample, as a chain of binomial ones, each outcome against all that
/// follow it. Every variate has a stream of its own, so it depends on nothing else in the job. Not safe for concurrent calls; nothing is
/// allocated after construction.
/// </summary>
internal sealed class ShotSampler(int outcomes)
{
    private readonly KeyedRandom _random = new(default);
    private readonly double[] _from = new double[outcomes + 1];

    /// <summary>Draws for some of a job's samples.</summary>
    /// <param name="probabilities">[variant of the job, outcome, column], the columns being those samples.</param>
    /// <param name="stride">Columns of <paramref name="probabilities"/>, at least <paramref name="samples"/>.</param>
    /// <param name="first">Number of the first column's sample in the job.</param>
    /// <param name="counts">[variant of the job, outcome, sample of the job].</param>
    public void Count(JobAsk.Counts ask, JobKey key, ReadOnlySpan<double> probabilities, int stride, int first, int samples, Span<int> counts)
    {
        for (int v = 0; v < key.VariantCount; v++)
        {
            Seed ofVariant = ask.Seed.For((ulong)(key.FirstVariant + v));
            int row = v * outcomes, shots = ask.Shots[v];
            for (int s = 0; s < samples; s++)
            {
                _random.Restart(ofVariant.For((ulong)(key.FirstSample + first + s)));
                Draw(shots, probabilities[(row * stride + s)..], stride, counts[(row * key.SampleCount + first + s)..], key.SampleCount);
            }
        }
    }

    /// <summary>
    /// Sums run from the last outcome to the first and never subtract: a conditional chance can't leave [0, 1], the last outcome with a chance
    /// takes what is left, and a total that rounding moved off 1 is of no account. A negative probability counts as zero.
    /// </summary>
    private void Draw(int shots, ReadOnlySpan<double> probabilities, int stride, Span<int> counts, int countStride)
    {
        double[] from = _from; // from[o]: the chance of outcome o or a later one
        for (int o = outcomes - 1; o >= 0; o--) from[o] = from[o + 1] + Math.Max(0, probabilities[o * stride]);
        if (!(from[0] > 0)) throw new InvalidOperationException("A variant has no outcome with a chance above zero.");
        int left = shots;
        for (int o = 0; o < outcomes; o++)
        {
            int count = BinomialSampler.Draw(_random, left, Math.Max(0, probabilities[o * stride]) / from[o], from[o + 1] / from[o]);
            counts[o * countStride] = count;
            left -= count;
        }
    }
}
