using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Experiments.Laboratory.Noise;

/// <summary>
/// Stands before a trained network's layer: forward passes go to whatever devices and plan it is switched to, and their outputs are kept.
/// So the same network is looked at on different devices, cut and uncut.
/// </summary>
/// <param name="training">Used for everything else.</param>
internal sealed class SwitchedExecutor(IFragmentExecutor training) : IFragmentExecutor
{
    private readonly List<double> _outputs = [];

    /// <summary>Null: as in training.</summary>
    public (IFragmentExecutor Devices, CutPlan Plan)? Way { get; set; }

    /// <summary>Outputs of the forward passes since the last call, in their order.</summary>
    public double[] TakeOutputs()
    {
        double[] outputs = [.. _outputs];
        _outputs.Clear();
        return outputs;
    }

    public async Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default)
    {
        ForwardResult result = await (Way is { } way ? way.Devices.ForwardAsync(way.Plan, batch, cancellation) : training.ForwardAsync(plan, batch, cancellation)).ConfigureAwait(false);
        _outputs.AddRange(result.Outputs);
        return result;
    }

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) => training.SampleAsync(plan, batch, shots, cancellation);

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        training.BackwardAsync(plan, batch, forward, outputCotangents, cancellation);

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        training.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation);

    public ValueTask DisposeAsync() => training.DisposeAsync();
}
