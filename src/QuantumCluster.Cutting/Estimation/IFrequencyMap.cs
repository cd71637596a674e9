using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// A linear map from the relative frequencies that devices gave to better ones, fragment by fragment; samples never meet. Its transpose
/// takes cotangents of what it gives to cotangents of what was measured, so error bars and gradients go through it like through the
/// reconstruction. Immutable; safe for concurrent calls.
/// </summary>
public interface IFrequencyMap
{
    FragmentTensors Apply(FragmentTensors frequencies);

    FragmentTensors Transpose(FragmentTensors cotangents);

    /// <summary>
    /// Adds, for each column of <paramref name="cotangents"/>, the variance that comes from what the map itself was estimated from.
    /// </summary>
    /// <param name="fragment">Number of the fragment.</param>
    /// <param name="measured">[variant, outcome]: its frequencies for one sample, before any map.</param>
    /// <param name="cotangents">[variant, outcome, column]: of those frequencies.</param>
    /// <param name="variances">[column]; added to.</param>
    void AddOwnVariance(int fragment, ReadOnlySpan<double> measured, double[] cotangents, double[] variances)
    {
    }
}
