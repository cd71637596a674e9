using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>One step of training: pictures to a loss, its gradients back, Adadelta. What a <see cref="Trainer"/> repeats, and benchmarks time.</summary>
/// <param name="network">Trained in place; in training mode when a step is run.</param>
/// <param name="learningRate">As in <see cref="TrainingSettings.LearningRate"/>.</param>
public sealed class TrainingStep(ImageClassifier network, double learningRate)
{
    private readonly Adadelta _optimizer = new(network, learningRate);

    /// <param name="images">Where the batch comes from.</param>
    /// <param name="batch">Indices of its images.</param>
    /// <param name="pixels">[batch, channels, size, size]: their pixels, brightness from 0 (black) to 1.</param>
    /// <param name="run">As in <see cref="QuantumLayer.Forward"/>.</param>
    /// <returns>The batch's mean loss, before the step; it may be not finite.</returns>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete the run.</exception>
    /// <exception cref="TrainingDivergedException">An angle or weight is not finite.</exception>
    public double Run(IImageSource images, int[] batch, float[] pixels, LayerRun run, CancellationToken cancellation = default) =>
        Run(_optimizer, 1, () => network.Forward(ImageBatch.Of(images, pixels, batch.Length), run, cancellation), () => ImageBatch.Labels(images, batch));

    /// <param name="factor">As in <see cref="Adadelta.Step(double)"/>.</param>
    /// <param name="labels">[batch], int64: asked for when the logits are there.</param>
    internal static double Run(Adadelta optimizer, double factor, Func<NetworkPass> forward, Func<Tensor> labels)
    {
        using var scope = NewDisposeScope();
        NetworkPass pass;
        Tensor loss;
        using (TrainingTraces.Phase("network"))
        {
            pass = forward();
            loss = nn.functional.cross_entropy(pass.Logits, labels());
        }

        using (TrainingTraces.Phase("gradients"))
        {
            optimizer.ClearGradients();
            pass.Backward(loss);
        }

        using (TrainingTraces.Phase("optimizer")) optimizer.Step(factor);
        return TensorValues.OfDoubles(loss)[0];
    }
}
