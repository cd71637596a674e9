using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// Fragments' measured probabilities → the whole circuit's readout (paper, equations (9) and (12)), and the transpose of that map.
/// </summary>
/// <remarks>
/// 1. Each fragment's tensor [variant, outcome] becomes a tensor over the bonds of its legs and the bits it reads.
/// 2. Fragments join an environment one after another; a bond is summed as soon as both its sides are there. No sum ever runs over the
///    terms of all cuts at once: for a chain the cost grows linearly with the number of fragments.
/// Sums run in an order that only the plan determines, and samples never meet: the bits of a sample depend on the plan and that sample.
/// Safe for concurrent calls.
/// </remarks>
public static class Contraction
{
    private static readonly ConditionalWeakTable<CutPlan, ContractionNetwork> Networks = [];

    /// <returns>The readout: [samples, outputs], row-major.</returns>
    /// <exception cref="ArgumentException">The tensors do not have the plan's shape.</exception>
    public static double[] Contract(CutPlan plan, FragmentTensors measured)
    {
        ContractionNetwork network = NetworkOf(plan, measured);
        var workspace = new ContractionWorkspace(network, Rows(plan));
        var outputs = new double[measured.Samples * plan.OutputCount];
        for (int first = 0; first < measured.Samples; first += SampleLanes.Width)
        {
            workspace.Load(measured.Fragments, measured.Samples, first);
            for (int p = 0; p < network.Passes.Length; p++)
            {
                workspace.Forward(network.Passes[p]);
                workspace.WriteOutputs(outputs, plan.OutputCount, p * network.RowOfOutput.Length, measured.Samples, first);
            }
        }

        return outputs;
    }

    /// <summary>The derivative of Σ cotangent · readout by every measured probability, at the measured values.</summary>
    /// <param name="outputCotangents">[samples, outputs], row-major.</param>
    /// <returns>Cotangents in the layout of <paramref name="measured"/>.</returns>
    /// <exception cref="ArgumentException">The tensors or cotangents do not have the plan's shape.</exception>
    public static FragmentTensors Transpose(CutPlan plan, FragmentTensors measured, double[] outputCotangents)
    {
        ContractionNetwork network = NetworkOf(plan, measured);
        if (outputCotangents.Length != (long)measured.Samples * plan.OutputCount)
            throw new ArgumentException($"The readout has {plan.OutputCount} numbers for each of {measured.Samples} samples; {outputCotangents.Length} cotangents were given.", nameof(outputCotangents));
        var workspace = new ContractionWorkspace(network, Rows(plan));
        ContractionWorkspace cotangents = workspace.Twin();
        double[][] tables = [.. measured.Fragments.Select(f => new double[f.Length])];
        for (int first = 0; first < measured.Samples; first += SampleLanes.Width)
        {
            workspace.Load(measured.Fragments, measured.Samples, first);
            cotangents.ClearTensors();
            for (int p = 0; p < network.Passes.Length; p++)
            {
                workspace.Forward(network.Passes[p]);
                cotangents.ReadCotangents(outputCotangents, plan.OutputCount, p * network.RowOfOutput.Length, measured.Samples, first);
                cotangents.Backward(network.Passes[p], workspace);
            }

            cotangents.Store(tables, measured.Samples, first);
        }

        return new FragmentTensors(ImmutableCollectionsMarshal.AsImmutableArray(tables), measured.Samples);
    }

    private static int[] Rows(CutPlan plan) => [.. plan.Fragments.Select(f => f.Program.Variants.Length * f.Program.OutcomeCount)];

    private static ContractionNetwork NetworkOf(CutPlan plan, FragmentTensors measured)
    {
        int[] rows = Rows(plan);
        if (measured.Fragments.Length != rows.Length)
            throw new ArgumentException($"The plan has {rows.Length} fragments; tensors of {measured.Fragments.Length} were given.", nameof(measured));
        for (int f = 0; f < rows.Length; f++)
            if (measured.Fragments[f].Length != (long)rows[f] * measured.Samples)
                throw new ArgumentException($"Fragment {f} gives {rows[f]} numbers for each of {measured.Samples} samples; its tensor has {measured.Fragments[f].Length}.", nameof(measured));
        return Networks.GetValue(plan, p => new ContractionNetwork(p));
    }
}
