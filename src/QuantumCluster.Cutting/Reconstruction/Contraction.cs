using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>Fragments' measured probabilities → the whole circuit's readout (paper, equations (9) and (12)), and the transpose of that map.</summary>
public static class Contraction
{
    /// <summary>The readout: [samples, outputs], row-major.</summary>
    public static double[] Contract(CutPlan plan, FragmentTensors measured) => throw new NotImplementedException();

    /// <summary>Cotangents for what the fragments measured, given cotangents for the readout ([samples, outputs], row-major).</summary>
    public static FragmentTensors Transpose(CutPlan plan, FragmentTensors measured, double[] outputCotangents) => throw new NotImplementedException();
}
