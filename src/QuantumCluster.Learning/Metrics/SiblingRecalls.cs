using System.Collections.Immutable;

namespace QuantumCluster.Learning.Metrics;

/// <summary>How many images, and how many of them got their own class.</summary>
public readonly record struct Tally(int Images, int Right)
{
    /// <summary>NaN of no images.</summary>
    public double Share => Images == 0 ? double.NaN : (double)Right / Images;

    public static Tally operator +(Tally a, Tally b) => new(a.Images + b.Images, a.Right + b.Right);
}

/// <summary>
/// What a leak is worth: how often a model is right of images of which it was trained on a sibling (of the same lesion or patient, or another copy of the same photograph),
/// and of the others, class by class, for classes differ in how many siblings they have.
/// </summary>
public sealed class SiblingRecalls
{
    private SiblingRecalls(ImmutableArray<string> classNames, ImmutableArray<Tally> with, ImmutableArray<Tally> without) => (ClassNames, With, Without) = (classNames, with, without);

    public ImmutableArray<string> ClassNames { get; }

    /// <summary>Images with a sibling in training, by class.</summary>
    public ImmutableArray<Tally> With { get; }

    /// <summary>Images without one, by class.</summary>
    public ImmutableArray<Tally> Without { get; }

    public Tally AllWith => With.Aggregate((a, b) => a + b);

    public Tally AllWithout => Without.Aggregate((a, b) => a + b);

    /// <param name="trained">Groups (<see cref="Data.ImageIdentity.Group"/>) of all images that the model was trained on.</param>
    public static SiblingRecalls Of(Predictions predictions, IReadOnlySet<string> trained)
    {
        var (with, without) = (new Tally[predictions.ClassNames.Length], new Tally[predictions.ClassNames.Length]);
        for (int i = 0; i < predictions.Samples; i++)
        {
            int label = predictions.Labels[i];
            (trained.Contains(predictions.Identities[i].Group) ? with : without)[label] += new Tally(1, predictions.Chosen[i] == label ? 1 : 0);
        }

        return new(predictions.ClassNames, [.. with], [.. without]);
    }
}
