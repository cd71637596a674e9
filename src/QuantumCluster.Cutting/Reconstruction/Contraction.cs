using System.Collections.Immutable;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Lanes;
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
    /// <returns>The readout: [samples, outputs], row-major.</returns>
    /// <exception cref="ArgumentException">The tensors do not have the plan's shape.</exception>
    public static double[] Contract(CutPlan plan, FragmentTensors measured)
    {
        RequireShape(plan, measured);
        var outputs = new double[measured.Samples * plan.OutputCount];
        return LaneChoice.Run<Forward, double[]>(plan.Request.Precision, LaneWidths.Widest, new(plan, measured, outputs));
    }

    /// <summary>The derivative of Σ cotangent · readout by every measured probability, at the measured values.</summary>
    /// <param name="outputCotangents">[samples, outputs], row-major.</param>
    /// <returns>Cotangents in the layout of <paramref name="measured"/>.</returns>
    /// <exception cref="ArgumentException">The tensors or cotangents do not have the plan's shape.</exception>
    public static FragmentTensors Transpose(CutPlan plan, FragmentTensors measured, double[] outputCotangents)
    {
        RequireShape(plan, measured);
        RequireCotangents(plan, measured.Samples, outputCotangents.Length);
        double[][] tables = [.. measured.Fragments.Select(f => new double[f.Length])];
        LaneChoice.Run<Backward, double[][]>(plan.Request.Precision, LaneWidths.Widest, new(plan, measured, outputCotangents, tables));
        return new FragmentTensors(ImmutableCollectionsMarshal.AsImmutableArray(tables), measured.Samples);
    }

    /// <exception cref="ArgumentException">There are not as many cotangents as outputs.</exception>
    public static void RequireCotangents(CutPlan plan, int samples, int cotangents)
    {
        if (cotangents != (long)samples * plan.OutputCount)
            throw new ArgumentException($"The readout has {plan.OutputCount} numbers for each of {samples} samples; {cotangents} cotangents were given.");
    }

    private readonly struct Forward(CutPlan plan, FragmentTensors measured, double[] outputs) : ILanesTask<double[]>
    {
        public double[] With<L>() where L : unmanaged, ILanes<L>
        {
            var tile = new TileContraction<L>(plan);
            for (int first = 0; first < measured.Samples; first += L.Width)
            {
                for (int f = 0; f < measured.Fragments.Length; f++) SampleMinor.Load(measured.Fragments[f], measured.Samples, first, tile.Measured(f));
                tile.Contract(outputs, measured.Samples, first);
            }

            return outputs;
        }
    }

    private readonly struct Backward(CutPlan plan, FragmentTensors measured, double[] outputCotangents, double[][] tables) : ILanesTask<double[][]>
    {
        public double[][] With<L>() where L : unmanaged, ILanes<L>
        {
            var tile = new TileContraction<L>(plan);
            for (int first = 0; first < measured.Samples; first += L.Width)
            {
                for (int f = 0; f < tables.Length; f++) SampleMinor.Load(measured.Fragments[f], measured.Samples, first, tile.Measured(f));
                tile.Transpose(outputCotangents, measured.Samples, first);
                for (int f = 0; f < tables.Length; f++) SampleMinor.Store<L>(tile.Cotangents(f), tables[f], measured.Samples, first);
            }

            return tables;
        }
    }

    private static void RequireShape(CutPlan plan, FragmentTensors measured)
    {
        ImmutableArray<int> rows = ContractionNetwork.Of(plan).Rows;
        if (measured.Fragments.Length != rows.Length)
            throw new ArgumentException($"The plan has {rows.Length} fragments; tensors of {measured.Fragments.Length} were given.", nameof(measured));
        for (int f = 0; f < rows.Length; f++)
            if (measured.Fragments[f].Length != (long)rows[f] * measured.Samples)
                throw new ArgumentException($"Fragment {f} gives {rows[f]} numbers for each of {measured.Samples} samples; its tensor has {measured.Fragments[f].Length}.", nameof(measured));
    }
}
