namespace QuantumCluster.Learning.Training;

/// <summary>What happens in a training run, in the order <see cref="TrainingStarted"/>, then per epoch <see cref="StepCompleted"/> … and
/// <see cref="EpochCompleted"/>, then <see cref="TrainingCompleted"/>.</summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent() { }
}

/// <param name="FirstEpoch">1, or the epoch after the last finished one when a run is resumed; above <paramref name="LastEpoch"/> when nothing is left to train.</param>
/// <param name="LastEpoch">The last epoch that this run will train, inclusive.</param>
/// <param name="StateElements">Numbers in the network's state, weights and running statistics; divided by 2^20 the paper's "Para (M)".</param>
/// <param name="History">Epochs done before this start; empty for a new run.</param>
public sealed record TrainingStarted(
    int FirstEpoch, int LastEpoch, int StepsPerEpoch, int TrainImages, int ValidationImages, int TestImages, long StateElements, IReadOnlyList<EpochSummary> History) : TrainingEvent;

/// <param name="Step">From 1 to <paramref name="Steps"/>.</param>
/// <param name="Loss">Mean cross-entropy of the step's images.</param>
/// <param name="ImagesPerSecond">Since the start of the epoch.</param>
public sealed record StepCompleted(int Epoch, int Step, int Steps, double Loss, double ImagesPerSecond) : TrainingEvent;

public sealed record EpochCompleted(EpochSummary Summary) : TrainingEvent;

public sealed record TrainingCompleted(TrainingResult Result) : TrainingEvent;
