using System.Collections.Immutable;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>What is measured, and for how long.</summary>
public sealed record TrainingBenchSettings
{
    /// <summary>Images of a training step: the paper's.</summary>
    public const int Batch = 16;

    /// <summary>Height and width at which images are counted, in pixels.</summary>
    public ImmutableArray<int> ImageSizes { get; init; } = [64, 96, 128, 224];

    /// <summary>Height and width at which the hybrid is held against its twin.</summary>
    public int PairSize { get; init; } = 64;

    /// <summary>Time for each number of training; others take less.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Command of the other side, as <c>benchmarks/pytorch/mobilenetv2.py</c>; null to measure ours alone.</summary>
    public string? PyTorch { get; init; }
}
