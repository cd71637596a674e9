using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Laboratory.Noise;

/// <summary>A small hybrid network, trained on ideal devices, to be looked at on noisy ones. Belongs to the thread that made it.</summary>
internal sealed class TrainedNetwork : IDisposable
{
    private readonly SwitchedExecutor _executor = new(new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit)));
    private readonly HybridNetwork _network;
    private readonly DataSplits _data;
    private readonly CutPlan _cut, _whole;

    /// <summary>Trains.</summary>
    /// <param name="folder">For checkpoints; new.</param>
    public TrainedNetwork(Kernel kernel, NoiseSettings settings, Seed seed, string folder, TimeProvider time, CancellationToken cancellation)
    {
        var ladder = new Ladder(8, 1, kernel);
        CutPlan Plan(bool cut) => CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, cut ? LadderCuts.Along(ladder, 5) : [], VariantChoice.Minimal, cut ? 5 : 8, Granularity.Exact));
        (_cut, _whole) = (Plan(true), Plan(false));
        _data = SyntheticSet.Generate(seed.For("pictures"), settings.TrainImages, 60, settings.TestImages, settings.ImageSize);
        _network = new HybridNetwork(_data.Train.ClassNames.Length, _cut, ladder.InitialWeights(seed.For("quantum")), _executor, seed.For("network"));
        var training = new TrainingSettings { Epochs = settings.Epochs, LearningRate = TrainingSettings.ScratchLearningRate, Seed = seed };
        new Trainer(_network, _data, training, time, new Silent()).Train(folder, new Dictionary<string, string>(), cancellation);
        _executor.TakeOutputs();
        Ideal = Look(null);
    }

    /// <summary>On ideal devices.</summary>
    public NoisyLook Ideal { get; }

    /// <summary>On noisy five-qubit devices, cut, or on a noisy eight-qubit device.</summary>
    public NoisyLook Look(bool cut, double strength) => Look((new LocalExecutor(NoiseStrength.Device(cut ? 5 : 8, strength)), cut ? _cut : _whole));

    public void Dispose() => _network.Dispose();

    private NoisyLook Look((LocalExecutor, CutPlan)? way)
    {
        _executor.Way = way;
        ClassificationMetrics metrics = Evaluation.Of(_network, _data.Test);
        return new(metrics.Accuracy, metrics.Auc, _executor.TakeOutputs(), _cut.OutputCount);
    }

    private sealed class Silent : ITrainingObserver
    {
        public void Observe(TrainingEvent happened)
        {
        }
    }
}

/// <summary>A network's test on some devices.</summary>
/// <param name="Outputs">[images, outputs]: what its quantum layer gave.</param>
internal sealed record NoisyLook(double Accuracy, double Auc, double[] Outputs, int OutputCount)
{
    /// <summary>Mean over images of the total-variation distance between this layer's distribution and another's: ½ Σ |p − q|, from 0 to 1.</summary>
    public double DistanceFrom(NoisyLook other) => Outputs.Zip(other.Outputs, (p, q) => Math.Abs(p - q)).Sum() / 2 / (Outputs.Length / OutputCount);
}

/// <param name="TestImages">Each is 1/so many of the accuracy.</param>
internal sealed record NoiseSettings(int TrainImages, int TestImages, int ImageSize, int Epochs, int Networks)
{
    public static NoiseSettings Quick { get; } = new(600, 100, 32, 4, 3);

    public static NoiseSettings Full { get; } = new(1200, 400, 32, 5, 6);
}
