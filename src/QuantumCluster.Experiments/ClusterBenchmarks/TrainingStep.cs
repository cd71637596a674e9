using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>One step of training the hybrid network on a batch of small random pictures: forward, loss, backward, optimiser.</summary>
public sealed class TrainingStep : IDisposable
{
    private const int ImageSize = 32;
    private readonly HybridNetwork _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images, _labels;

    public TrainingStep(CutPlan plan, IFragmentExecutor executor, int samples)
    {
        set_num_threads(1);
        _network = new HybridNetwork(2, plan, new Ladder(8, 1, Kernel.Su4).InitialWeights(new Seed(72)), executor, new Seed(73));
        _network.train();
        _optimizer = optim.Adadelta(_network.parameters(), 0.1);
        KeyedRandom random = new Seed(74).Generator();
        _images = tensor([.. Enumerable.Range(0, samples * 3 * ImageSize * ImageSize).Select(_ => (float)random.NextDouble(-1, 1))], samples, 3, ImageSize, ImageSize);
        _labels = tensor([.. Enumerable.Range(0, samples).Select(i => (long)(i % 2))]);
    }

    public void Run()
    {
        using var scope = NewDisposeScope();
        NetworkPass pass = _network.Forward(_images);
        Tensor loss = nn.functional.cross_entropy(pass.Logits, _labels);
        _optimizer.zero_grad();
        pass.Backward(loss);
        _optimizer.step();
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        _optimizer.Dispose();
        _network.Dispose();
    }
}
