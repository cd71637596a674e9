using System.Runtime.InteropServices;
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
    /// <inheritdoc cref="Probabilities"/>
    public static ClassificationMetrics Of(ImageClassifier network, IImageSource images, LayerRun? run = null, CancellationToken cancellation = default, Action<int>? looked = null, int views = 1)
    {
        double[] probabilities = Probabilities(network, images, run, cancellation, looked, views);
        return ClassificationMetrics.Of(new Predictions(images.Labels, probabilities, images.ClassNames, [.. Enumerable.Range(0, images.Count).Select(images.IdentityOf)]));
    }

    /// <summary>What the network says of every image, in evaluation mode and in their order.</summary>
    /// <param name="run">How the circuit is run, batch after batch with chance of its own; null for exact probabilities.</param>
    /// <param name="looked">Told after every batch how many images are done.</param>
    /// <param name="views">In how many views an image is looked at, as in <see cref="Symmetries"/>; its probabilities are the mean of theirs.</param>
    /// <returns>[images, classes].</returns>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete a run.</exception>
    /// <exception cref="TrainingDivergedException">The network gives numbers that are not finite.</exception>
    public static double[] Probabilities(ImageClassifier network, IPixelSource images, LayerRun? run = null, CancellationToken cancellation = default, Action<int>? looked = null, int views = 1)
    {
        run ??= LayerRun.Exact;
        var viewed = new Symmetries(images, views);
        var probabilities = new List<double>(viewed.Count * network.Classes);
        bool training = network.training;
        network.eval();
        try
        {
            using var noGradient = no_grad();
            int[][] batches = [.. Enumerable.Range(0, viewed.Count).Chunk(BatchSize)];
            using var feed = new BatchFeed(viewed, IImageSource.NoEpoch, batches);
            for (int number = 0; number < batches.Length; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Tensor logits = network.Forward(ImageBatch.Of(viewed, feed.Take(), batches[number].Length), run with { Chance = run.Chance.For((ulong)number) }, cancellation).Logits;
                probabilities.AddRange(TensorValues.OfDoubles(logits.to(ScalarType.Float64).softmax(1))); // (B, classes)
                looked?.Invoke(probabilities.Count / network.Classes / views);
            }
        }
        finally
        {
            network.train(training);
        }

        if (probabilities.Exists(p => !double.IsFinite(p))) throw new TrainingDivergedException("The network gives probabilities that are not finite; lower the learning rate.");
        return viewed.Mean(CollectionsMarshal.AsSpan(probabilities), network.Classes);
    }
}
