using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>Training on one batch again and again, by the very steps of <c>qcluster train</c>.</summary>
internal sealed class RepeatedStep : IDisposable
{
    private readonly ImageClassifier _network;
    private readonly TimeProvider _time;
    private readonly ImageSet _images;
    private readonly int[] _batch;
    private readonly float[] _pixels;
    private readonly TrainingStep _step;

    /// <param name="network">Disposed with this.</param>
    public RepeatedStep(ImageClassifier network, int batch, int imageSize, TimeProvider time)
    {
        (_network, _time) = (network, time);
        _images = NoisePictures.Of(batch, imageSize);
        _batch = [.. Enumerable.Range(0, batch)];
        _pixels = new float[batch * _images.Stride];
        for (int i = 0; i < batch; i++) _images.Copy(i, IImageSource.NoEpoch, _pixels.AsSpan(i * _images.Stride, _images.Stride));
        _step = new TrainingStep(network, TrainingSettings.PretrainedLearningRate);
        network.train();
    }

    /// <summary>Seconds of so many steps, per step.</summary>
    public double Lap(int steps)
    {
        long start = _time.GetTimestamp();
        for (int i = 0; i < steps; i++) _step.Run(_images, _batch, _pixels, LayerRun.Exact);
        return _time.GetElapsedTime(start).TotalSeconds / steps;
    }

    public void Dispose() => _network.Dispose();
}
