using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>A network looked at without training it.</summary>
public static class Evaluation
{
    private const int BatchSize = 64;

    /// <summary>Runs all images through the network in evaluation mode, in their order.</summary>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete a run.</exception>
    /// <exception cref="TrainingDivergedException">The network gives numbers that are not finite.</exception>
    /// <param name="run">How the circuit is run, batch after batch with chance of its own; null for exact probabilities.</param>
    public static ClassificationMetrics Of(ImageClassifier network, IImageSource images, LayerRun? run = null, CancellationToken cancellation = default)
    {
        run ??= LayerRun.Exact;
        var probabilities = new List<double>(images.Count * network.Classes);
        bool training = network.training;
        network.eval();
        try
        {
            using var noGradient = no_grad();
            int[][] batches = [.. Enumerable.Range(0, images.Count).Chunk(BatchSize)];
            using var feed = new BatchFeed(images, IImageSource.NoEpoch, batches);
            for (int number = 0; number < batches.Length; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Tensor logits = network.Forward(ImageBatch.Of(images, feed.Take(), batches[number].Length), run with { Chance = run.Chance.For((ulong)number) }, cancellation).Logits;
                probabilities.AddRange(TensorValues.OfDoubles(logits.to(ScalarType.Float64).softmax(1))); // (B, classes)
            }
        }
        finally
        {
            network.train(training);
        }

        if (probabilities.Exists(p => !double.IsFinite(p))) throw new TrainingDivergedException("The network gives probabilities that are not finite; lower the learning rate.");
        return ClassificationMetrics.Of(images.Labels, probabilities, images.ClassNames);
    }
}
