using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Metrics;

/// <summary>What a model says of a set of samples, beside the truth. All metrics, intervals and comparisons start from it.</summary>
public sealed class Predictions
{
    private readonly double[] _probabilities;

    /// <param name="labels">One class index per sample.</param>
    /// <param name="probabilities">[samples, classes], row-major.</param>
    /// <param name="identities">Which image each sample is; left out, every one is a group of its own and named by its place.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, are empty, or hold something that is no class index or not finite.</exception>
    public Predictions(IReadOnlyList<int> labels, IReadOnlyList<double> probabilities, ImmutableArray<string> classNames, IReadOnlyList<ImageIdentity>? identities = null)
    {
        int k = classNames.Length;
        if (labels.Count == 0) throw new ArgumentException("There are no samples.", nameof(labels));
        if (probabilities.Count != labels.Count * k)
            throw new ArgumentException($"{labels.Count} samples of {k} classes have {labels.Count * k} probabilities, not {probabilities.Count}.", nameof(probabilities));
        if (identities is not null && identities.Count != labels.Count) throw new ArgumentException($"{labels.Count} samples have {identities.Count} identities.", nameof(identities));
        Identities = identities is not null ? [.. identities] : [.. Enumerable.Range(0, labels.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(name => new ImageIdentity(name, name))];
        (ClassNames, Labels, _probabilities) = (classNames, [.. labels], [.. probabilities]);
        var chosen = ImmutableArray.CreateBuilder<int>(labels.Count);
        for (int i = 0; i < labels.Count; i++)
        {
            if ((uint)labels[i] >= k) throw new ArgumentException($"Sample {i} has label {labels[i]}; classes are 0 to {k - 1}.", nameof(labels));
            int best = 0;
            for (int c = 0; c < k; c++)
            {
                if (!double.IsFinite(this[i, c])) throw new ArgumentException($"The probability of class {c} for sample {i} is {this[i, c]}: the model has diverged.", nameof(probabilities));
                if (this[i, c] > this[i, best]) best = c;
            }

            chosen.Add(best);
        }

        Chosen = chosen.MoveToImmutable();
    }

    public ImmutableArray<string> ClassNames { get; }

    public ImmutableArray<int> Labels { get; }

    /// <summary>Which image each sample is, and which of them belong together.</summary>
    public ImmutableArray<ImageIdentity> Identities { get; }

    /// <summary>The most probable class of every sample; among equal ones the lowest.</summary>
    public ImmutableArray<int> Chosen { get; }

    public int Samples => Labels.Length;

    /// <summary>The first sample that is another image, has another label or is there on one side only; null when a model's predictions can be held against the other's.</summary>
    public int? FirstDifference(Predictions other)
    {
        int both = Math.Min(Samples, other.Samples);
        for (int i = 0; i < both; i++)
            if (Labels[i] != other.Labels[i] || Identities[i].Name != other.Identities[i].Name) return i;
        return Samples == other.Samples ? null : both;
    }

    public double this[int sample, int classIndex] => _probabilities[sample * ClassNames.Length + classIndex];
}
