using System.Runtime.Intrinsics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Whether an outcome can be true: the numbers that were asked for, finite, probabilities that sum to 1, counts that sum to the shots. That it is true is for verification to say.</summary>
internal static class OutcomeCheck
{
    /// <summary>How far probabilities may stray from [0, 1] and their sum from 1: single precision stays far below it on any circuit that fits a device.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>What is wrong with the outcome, for a job's story; null when nothing is.</summary>
    /// <param name="ask">What the run asks of the fragment: shots are of all its variants.</param>
    /// <param name="outcome">Of variants that the fragment has.</param>
    public static string? Objection(FragmentPlan fragment, JobAsk ask, JobOutcome outcome) => (ask, outcome) switch
    {
        (JobAsk.Probabilities, JobOutcome.Evaluated o) => Probabilities(fragment, o),
        (JobAsk.Counts c, JobOutcome.Counted o) => Counts(fragment, c.Shots, o),
        (JobAsk.VectorJacobianProduct, JobOutcome.Differentiated o) => Gradients(fragment, o) ?? Variances(o, isSampled: false),
        (JobAsk.ShiftProduct s, JobOutcome.Differentiated o) => Gradients(fragment, o) ?? Variances(o, s.Shots is not null),
        _ => $"{outcome.GetType().Name} was not asked for",
    };

    private static string? Probabilities(FragmentPlan fragment, JobOutcome.Evaluated outcome)
    {
        if (Misshapen(fragment, outcome.Key, outcome.Probabilities.Length) is { } objection) return objection;
        int outcomes = fragment.Program.OutcomeCount, samples = outcome.Key.SampleCount;
        for (int v = 0; v < outcome.Key.VariantCount; v++)
        {
            ReadOnlySpan<double> variant = outcome.Probabilities.AsSpan(v * outcomes * samples, outcomes * samples);
            if (samples % 4 == 0 && AreDistributions(variant, samples)) continue;
            for (int s = 0; s < samples; s++)
            {
                double sum = 0;
                for (int i = s; i < variant.Length; i += samples)
                {
                    if (!(variant[i] >= -Tolerance && variant[i] <= 1 + Tolerance)) return Say($"variant {outcome.Key.FirstVariant + v} has the probability {variant[i]}");
                    sum += variant[i];
                }

                if (!(Math.Abs(sum - 1) <= Tolerance)) return Say($"the probabilities of variant {outcome.Key.FirstVariant + v} sum to {sum}");
            }
        }

        return null;
    }

    /// <summary>The same for four samples at once, without saying what is wrong.</summary>
    private static bool AreDistributions(ReadOnlySpan<double> variant, int samples)
    {
        Vector256<double> low = Vector256.Create(-Tolerance), high = Vector256.Create(1 + Tolerance), one = Vector256.Create(1.0), tolerance = Vector256.Create(Tolerance);
        for (int s = 0; s < samples; s += 4)
        {
            Vector256<double> sum = Vector256<double>.Zero, good = Vector256<double>.AllBitsSet;
            for (int i = s; i < variant.Length; i += samples)
            {
                Vector256<double> p = Vector256.Create(variant.Slice(i, 4));
                good &= Vector256.GreaterThanOrEqual(p, low) & Vector256.LessThanOrEqual(p, high);
                sum += p;
            }

            good &= Vector256.LessThanOrEqual(Vector256.Abs(sum - one), tolerance);
            if (good.ExtractMostSignificantBits() != 0b1111) return false;
        }

        return true;
    }

    private static string? Counts(FragmentPlan fragment, VariantShots shots, JobOutcome.Counted outcome)
    {
        if (Misshapen(fragment, outcome.Key, outcome.Counts.Length) is { } objection) return objection;
        int outcomes = fragment.Program.OutcomeCount, samples = outcome.Key.SampleCount;
        for (int v = 0; v < outcome.Key.VariantCount; v++)
        {
            for (int s = 0; s < samples; s++)
            {
                long sum = 0;
                for (int o = 0; o < outcomes; o++)
                {
                    int count = outcome.Counts[(v * outcomes + o) * samples + s];
                    if (count < 0) return $"variant {outcome.Key.FirstVariant + v} has the count {count}";
                    sum += count;
                }

                int expected = shots[outcome.Key.FirstVariant + v];
                if (sum != expected) return $"the counts of variant {outcome.Key.FirstVariant + v} sum to {sum} instead of {expected} shots";
            }
        }

        return null;
    }

    private static string? Gradients(FragmentPlan fragment, JobOutcome.Differentiated outcome)
    {
        long inputs = (long)fragment.Fragment.Inputs.Length * outcome.Key.SampleCount;
        long weights = SampleTree.Blocks(outcome.Key.FirstSample, outcome.Key.SampleCount).Count * (long)fragment.Fragment.Weights.Length;
        if (outcome.InputGradients.Length != inputs || outcome.WeightPartials.Length != weights)
            return $"it has {outcome.InputGradients.Length} + {outcome.WeightPartials.Length} numbers instead of {inputs} + {weights}";
        return Infinite("an input", outcome.InputGradients) ?? Infinite("a weight", outcome.WeightPartials);
    }

    private static string? Variances(JobOutcome.Differentiated outcome, bool isSampled)
    {
        if (outcome.Variances is not { } variances) return isSampled ? "its gradients are from shots and have no variances" : null;
        if (!isSampled) return "it has variances of exact gradients";
        if (variances.Inputs.Length != outcome.InputGradients.Length || variances.Weights.Length != outcome.WeightPartials.Length)
            return $"it has {variances.Inputs.Length} + {variances.Weights.Length} variances of {outcome.InputGradients.Length} + {outcome.WeightPartials.Length} gradients";
        foreach (double v in (double[])[.. variances.Inputs, .. variances.Weights])
            if (!(v >= 0 && double.IsFinite(v))) return Say($"the variance of a gradient is {v}");
        return null;
    }

    private static string? Misshapen(FragmentPlan fragment, JobKey key, int length)
    {
        long expected = (long)key.VariantCount * fragment.Program.OutcomeCount * key.SampleCount;
        return length == expected ? null : $"it has {length} numbers instead of {expected}";
    }

    private static string? Infinite(string what, double[] gradient)
    {
        foreach (double g in gradient)
            if (!double.IsFinite(g)) return Say($"the gradient of {what} is {g}");
        return null;
    }

    private static string Say(FormattableString objection) => FormattableString.Invariant(objection);
}
