using QuantumCluster.Circuits;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Augmentations;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>Images per second at one size: trained on, alone or in turn with PyTorch, looked at, and varied on their way in.</summary>
internal sealed class ImageSpeeds(TrainingBenchSettings settings, int imageSize, TimeProvider time)
{
    private const int Classes = 2, Qubits = 8, Batch = TrainingBenchSettings.Batch, LookedAt = 64;
    private const double LapSeconds = 0.4; // long against one step at most sizes, short against what else the machine does

    public IEnumerable<BenchmarkRow> Measure(PyTorch? other, CancellationToken cancellation)
    {
        using var network = new ClassicalTwin(Classes, Qubits, new Seed(83));
        return [.. Training(network, other, cancellation), Inference(network, cancellation), Input(cancellation)];
    }

    private IEnumerable<BenchmarkRow> Training(ClassicalTwin network, PyTorch? other, CancellationToken cancellation)
    {
        var ours = new RepeatedStep(network, Batch, imageSize, time);
        int steps = Math.Max(1, (int)(Math.Min(settings.Budget.TotalSeconds / 6, LapSeconds) / WarmStep(ours)));
        IReadOnlyList<string> layouts = other is null ? [] : PyTorch.Layouts;
        var seconds = new Turns(time, (1 + layouts.Count) * settings.Budget, cancellation)
            .Run([() => ours.Lap(steps), .. layouts.Select(layout => (Func<double>)(() => other!.Lap(imageSize, layout, steps).Average()))]);
        yield return PerSecond("training.imagesPerSecond", "none", Batch, seconds[0]);
        for (int i = 0; i < layouts.Count; i++) yield return PerSecond("training.pyTorchImagesPerSecond", layouts[i], Batch, seconds[i + 1]);
        if (layouts.Count == 0) yield break;
        IReadOnlyList<double> better = seconds.Skip(1).MinBy(Laps.Median)!;
        double[] ratios = [.. Turns.Ratios(better, seconds[0])];
        yield return Row("training.imagesOverPyTorch", "none", Batch, ratios, "ratio") with { Goal = new Goal.AtLeast(1) };
    }

    /// <summary>By <see cref="Evaluation"/>, as validation and test look.</summary>
    private BenchmarkRow Inference(ClassicalTwin network, CancellationToken cancellation)
    {
        ImageSet images = NoisePictures.Of(LookedAt, imageSize);
        var seconds = new Turns(time, settings.Budget / 3, cancellation).Run(() => Seconds(() => Evaluation.Of(network, images, cancellation: cancellation)));
        return PerSecond("training.inferenceImagesPerSecond", "none", LookedAt, [.. seconds[0].Select(s => s)]);
    }

    /// <summary>What a background worker does to every image of a batch while the step before it is run: cropped, turned, brightened.</summary>
    private BenchmarkRow Input(CancellationToken cancellation)
    {
        ImageSet images = NoisePictures.Of(Batch, imageSize);
        PartPlan plan = BalancedPart.Of(new Seed(84), [.. Enumerable.Range(0, Batch)], images.Labels, Classes, Batch / Classes);
        IImageSource varied = new PlannedImages(images, plan, Augmentation.Dermoscopy);
        var target = new float[images.Stride];
        int epoch = 0;
        var seconds = new Turns(time, settings.Budget / 6, cancellation).Run(() => Seconds(() =>
        {
            epoch++;
            for (int i = 0; i < Batch; i++) varied.Copy(i, epoch, target);
        }));
        return PerSecond("training.inputImagesPerSecond", "none", Batch, seconds[0]);
    }

    /// <summary>Seconds of a step when the first ones, which compile and allocate, are over.</summary>
    private static double WarmStep(RepeatedStep step)
    {
        step.Lap(2);
        return step.Lap(1);
    }

    private double Seconds(Action action)
    {
        long start = time.GetTimestamp();
        action();
        return time.GetElapsedTime(start).TotalSeconds;
    }

    private BenchmarkRow PerSecond(string what, string kernel, int images, IReadOnlyList<double> seconds) => Row(what, kernel, images, [.. seconds.Select(s => images / s)], "images/s");

    private BenchmarkRow Row(string what, string kernel, int batch, IReadOnlyList<double> values, string unit) =>
        new(what, kernel, "float", batch, Laps.Median(values), unit) { ImageSize = imageSize, Spread = Spread.Of(values) };
}
