using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Fused;

namespace QuantumCluster.Devices.Execution;

/// <summary>
/// A whole plan in this process, without jobs: fragments, contraction and gradients of one vector of samples after another, while they
/// are in the nearest cache. The same kernels as on the job path, so the same bits. Owns its buffers: not safe for concurrent calls, and
/// nothing is allocated after the first call with the largest batch.
/// </summary>
public abstract class CutEvaluator
{
    private protected CutEvaluator()
    {
    }

    /// <summary>Null when a fragment does not fit the device or its circuit is of a shape that runs gate by gate: then jobs are the way.</summary>
    public static CutEvaluator? For(CutPlan plan, DeviceProfile profile) => For(plan, profile, LaneWidths.Widest);

    /// <param name="weights">[weights of the whole circuit], radians.</param>
    /// <param name="inputs">[samples, inputs], row-major, radians.</param>
    /// <param name="outputs">[samples, outputs], row-major; overwritten.</param>
    /// <exception cref="ArgumentException">A length is not that of the plan.</exception>
    public void Forward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples, Span<double> outputs) =>
        Forward(weights, inputs, samples, outputs, null);

    /// <summary>Pulls cotangents of the outputs back to inputs and weights, from a forward pass of its own.</summary>
    /// <param name="outputCotangents">[samples, outputs].</param>
    /// <param name="inputGradients">[samples, inputs]; overwritten.</param>
    /// <param name="weightGradients">[weights], summed over the batch; overwritten.</param>
    /// <inheritdoc cref="Forward(ReadOnlySpan{double}, ReadOnlySpan{double}, int, Span{double})"/>
    public abstract void Backward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples, ReadOnlySpan<double> outputCotangents,
        Span<double> inputGradients, Span<double> weightGradients);

    /// <param name="measured">Where each fragment's [variant, outcome, sample] goes; null when nobody asks.</param>
    internal abstract void Forward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples, Span<double> outputs, double[][]? measured);

    internal static CutEvaluator? For(CutPlan plan, DeviceProfile profile, LaneWidth width)
    {
        var programs = new FusedProgram[plan.Fragments.Length];
        for (int f = 0; f < programs.Length; f++)
        {
            if (plan.Fragments[f].Program.Circuit.QubitCount > profile.Qubits || ReadyProgram.Of(plan.Fragments[f].Program).Fused is not { } fused) return null;
            programs[f] = fused;
        }

        return LaneChoice.Run<Creation, CutEvaluator>(plan.Request.Precision, width, new(plan, programs));
    }

    private readonly struct Creation(CutPlan plan, FusedProgram[] programs) : ILanesTask<CutEvaluator>
    {
        public CutEvaluator With<L>() where L : unmanaged, ILanes<L> => new TileEvaluator<L>(plan, programs);
    }
}
