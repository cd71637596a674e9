using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;
using static TorchSharp.torch;

namespace QuantumCluster.Experiments.Soak;

/// <summary>What a training came to: the loss of every step, and a digest of the network after the last one.</summary>
public sealed record TrainingTrace(ImmutableArray<double> Losses, string NetworkDigest);

/// <summary>A training of the hybrid network on small synthetic pictures, cut into many jobs, that can be ended after any step.</summary>
internal sealed class TrainingLoad(IFragmentExecutor executor, Seed seed, TimeProvider time)
{
    private const int Images = 4800, ImageSize = 16, BatchSize = 8;
    private volatile int _steps;

    public int Steps => _steps;

    /// <summary>Trains on the calling thread until <paramref name="enough"/> says, after a step, that so many are enough.</summary>
    /// <exception cref="ExecutionFailedException">The executor failed.</exception>
    public TrainingTrace Run(Func<int, bool> enough)
    {
        string directory = Path.Combine(Path.GetTempPath(), $"qcluster-soak-{Environment.ProcessId}-{seed.Value}");
        using var ended = new CancellationTokenSource();
        var losses = ImmutableArray.CreateBuilder<double>();
        var ladder = new Ladder(8, 1, Kernel.Su4);
        int width = DeviceProfile.FiveQubit.Qubits;
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Along(ladder, width), VariantChoice.Auto, width, new Granularity(1, 2)));
        DataSplits data = SyntheticSet.Generate(seed.For("pictures"), Images, 64, 64, ImageSize);
        using var network = new HybridNetwork(data.Train.ClassNames.Length, plan, ladder.InitialWeights(seed.For("quantum")), executor, seed.For("network"));
        var settings = new TrainingSettings { Epochs = 100_000, BatchSize = BatchSize, LearningRate = TrainingSettings.ScratchLearningRate, Seed = seed };
        try
        {
            new Trainer(network, data, settings, time, new StepObserver(step =>
            {
                losses.Add(step.Loss);
                _steps = losses.Count;
                if (enough(losses.Count)) ended.Cancel();
            })).Train(directory, new Dictionary<string, string>(), ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Between two steps: the network is as the last one left it.
        }
        finally
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        }

        return new(losses.ToImmutable(), Digest(network));
    }

    private static string Digest(HybridNetwork network)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, Tensor tensor) in network.state_dict().OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor.detach().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private sealed class StepObserver(Action<StepCompleted> completed) : ITrainingObserver
    {
        public void Observe(TrainingEvent happened)
        {
            if (happened is StepCompleted step) completed(step);
        }
    }
}
