using System.Collections.Immutable;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// Undoes readout errors: the measured distribution is the confusion matrix times the true one, so frequencies are multiplied by its inverse
/// (forward), cotangents by the transposed inverse (backward). Unbiased, with larger error bars: by the inverse, and by the
/// shots of the calibration. Built by <see cref="ReadoutCalibration"/>, or from confusions that are known.
/// </summary>
public sealed class ReadoutMitigation : IFrequencyMap
{
    private readonly CutPlan _plan;
    private readonly ImmutableArray<FragmentConfusion> _confusions;

    /// <param name="confusions">One per fragment of the plan, of its measured qubits.</param>
    /// <exception cref="ArgumentException">A confusion does not fit its fragment.</exception>
    public ReadoutMitigation(CutPlan plan, ImmutableArray<FragmentConfusion> confusions)
    {
        if (confusions.Length != plan.Fragments.Length) throw new ArgumentException($"The plan has {plan.Fragments.Length} fragments; confusions of {confusions.Length} were given.", nameof(confusions));
        for (int f = 0; f < confusions.Length; f++)
            if (confusions[f].Bits != plan.Fragments[f].Program.MeasuredQubits.Length)
                throw new ArgumentException($"Fragment {f} measures {plan.Fragments[f].Program.MeasuredQubits.Length} qubits; its confusion is of {confusions[f].Bits}.", nameof(confusions));
        (_plan, _confusions) = (plan, confusions);
    }

    /// <summary>One per fragment.</summary>
    public ImmutableArray<FragmentConfusion> Confusions => _confusions;

    public FragmentTensors Apply(FragmentTensors frequencies) => Each(frequencies, transposed: false);

    public FragmentTensors Transpose(FragmentTensors cotangents) => Each(cotangents, transposed: true);

    public void AddOwnVariance(int fragment, ReadOnlySpan<double> measured, double[] cotangents, double[] variances) =>
        _confusions[fragment].AddVariance(_plan.Fragments[fragment].Program.Variants.Length, measured, cotangents, variances);

    private FragmentTensors Each(FragmentTensors tensors, bool transposed)
    {
        double[][] tables = [.. tensors.Fragments.Select((table, f) =>
        {
            double[] mapped = [.. table];
            foreach (ConfusionFactor factor in _confusions[f].Factors)
                BitFactor.Apply(transposed ? factor.InverseTransposed : factor.Inverse, factor.Bits, factor.BitsAfter, mapped, tensors.Samples);
            return mapped;
        })];
        return new(ImmutableCollectionsMarshal.AsImmutableArray(tables), tensors.Samples);
    }
}
