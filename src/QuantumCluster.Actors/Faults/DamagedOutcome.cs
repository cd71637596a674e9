using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Faults;

/// <summary>Outcomes as broken and as lying devices give them. What the device refused or could not do is left alone.</summary>
public static class DamagedOutcome
{
    /// <summary>Cannot be right: a number is missing, is not finite, or probabilities do not sum to 1.</summary>
    public static JobOutcome Corrupt(JobOutcome outcome, KeyedRandom chance) => outcome switch
    {
        JobOutcome.Evaluated e => e with { Probabilities = Broken(e.Probabilities, chance, chance.NextInt(4)) },
        JobOutcome.Counted c => c with { Counts = Broken(c.Counts, chance) },
        JobOutcome.Differentiated d => chance.NextInt(2) == 0
            ? d with { InputGradients = Broken(d.InputGradients, chance, chance.NextInt(2)) }
            : d with { WeightPartials = Broken(d.WeightPartials, chance, chance.NextInt(2)) },
        _ => outcome,
    };

    /// <summary>Has the right shape, finite numbers, probabilities and counts with the right sums: only another execution can tell.</summary>
    public static JobOutcome Falsify(JobOutcome outcome, KeyedRandom chance) => outcome switch
    {
        JobOutcome.Evaluated e => e with { Probabilities = Moved(e.Probabilities, e.Key) },
        JobOutcome.Counted c => c with { Counts = Moved(c.Counts, c.Key) },
        JobOutcome.Differentiated { InputGradients.Length: > 0 } d => d with { InputGradients = Shifted(d.InputGradients, chance) },
        JobOutcome.Differentiated d => d with { WeightPartials = Shifted(d.WeightPartials, chance) },
        _ => outcome,
    };

    private static double[] Broken(double[] numbers, KeyedRandom chance, int how)
    {
        if (numbers.Length == 0) return [double.NaN]; // nothing to break but the length
        if (how == 0) return numbers[..^1];
        double[] broken = [.. numbers];
        int place = chance.NextInt(broken.Length);
        broken[place] = how switch
        {
            1 => chance.NextInt(2) == 0 ? double.NaN : double.PositiveInfinity,
            2 => broken[place] + 0.5,
            _ => -0.25 - broken[place],
        };
        return broken;
    }

    private static int[] Broken(int[] counts, KeyedRandom chance)
    {
        if (chance.NextInt(2) == 0) return counts[..^1];
        int[] broken = [.. counts];
        broken[chance.NextInt(broken.Length)] = -1;
        return broken;
    }

    /// <summary>In the first variant and sample, half of what the likeliest outcome has goes to another one.</summary>
    private static double[] Moved(double[] probabilities, JobKey key)
    {
        double[] moved = [.. probabilities];
        int outcomes = probabilities.Length / key.VariantCount / key.SampleCount;
        int likeliest = Enumerable.Range(0, outcomes).MaxBy(o => probabilities[o * key.SampleCount]) * key.SampleCount;
        int other = (likeliest / key.SampleCount + 1) % outcomes * key.SampleCount;
        (moved[likeliest], moved[other]) = (probabilities[likeliest] / 2, probabilities[other] + probabilities[likeliest] / 2);
        return moved;
    }

    private static int[] Moved(int[] counts, JobKey key)
    {
        int[] moved = [.. counts];
        int outcomes = counts.Length / key.VariantCount / key.SampleCount;
        int likeliest = Enumerable.Range(0, outcomes).MaxBy(o => counts[o * key.SampleCount]) * key.SampleCount;
        int other = (likeliest / key.SampleCount + 1) % outcomes * key.SampleCount;
        (moved[likeliest], moved[other]) = (counts[likeliest] - 1, counts[other] + 1);
        return moved;
    }

    private static double[] Shifted(double[] numbers, KeyedRandom chance)
    {
        double[] shifted = [.. numbers];
        shifted[chance.NextInt(shifted.Length)] += 0.125;
        return shifted;
    }
}
