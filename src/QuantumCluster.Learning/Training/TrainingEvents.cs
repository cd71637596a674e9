namespace QuantumCluster.Learning.Training;

/// <summary>What happens in a training run, in the order <see cref="CheckpointPassedOver"/> …, <see cref="TrainingStarted"/>, then per epoch
/// <see cref="StepCompleted"/> … and <see cref="EpochCompleted"/>, with <see cref="CheckpointDue"/> between any two, then <see cref="StoppedEarly"/> if it is so, and <see cref="TrainingCompleted"/>.</summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent() { }
}

/// <summary>A run that is resumed has a checkpoint that cannot be used.</summary>
/// <param name="Problem">A sentence that names the file.</param>
/// <param name="Next">The checkpoint before it.</param>
public sealed record CheckpointPassedOver(string Problem, string Next) : TrainingEvent;

/// <summary>A checkpoint is about to be written: whatever an observer keeps of the steps so far has to be on disk before it.</summary>
public sealed record CheckpointDue : TrainingEvent;

/// <param name="FirstEpoch">1, or the epoch after the last finished one when a run is resumed; above <paramref name="LastEpoch"/> when nothing is left to train.</param>
/// <param name="StepsDone">Steps of <paramref name="FirstEpoch"/> that were done before this start.</param>
/// <param name="LastEpoch">The last epoch that this run will train, inclusive.</param>
/// <param name="StateElements">Numbers in the network's state, weights and running statistics; divided by 2^20 the paper's "Para (M)".</param>
/// <param name="History">Epochs done before this start; empty for a new run.</param>
public sealed record TrainingStarted(
    int FirstEpoch, int StepsDone, int LastEpoch, int StepsPerEpoch, int TrainImages, int ValidationImages, int TestImages, long StateElements, IReadOnlyList<EpochSummary> History) : TrainingEvent;

/// <param name="Step">From 1 to <paramref name="Steps"/>.</param>
/// <param name="Loss">Mean cross-entropy of the step's images.</param>
/// <param name="ImagesPerSecond">Since the start of the epoch.</param>
public sealed record StepCompleted(int Epoch, int Step, int Steps, double Loss, double ImagesPerSecond) : TrainingEvent;

/// <param name="WaitedForImages">How long the epoch's steps, since the run was started or resumed, stood still for images that were not ready.</param>
public sealed record EpochCompleted(EpochSummary Summary, TimeSpan WaitedForImages = default) : TrainingEvent;

/// <summary>No epoch was better than the best for as long as training was to wait.</summary>
/// <param name="Epoch">The last one trained.</param>
/// <param name="Patience">Epochs since the best.</param>
public sealed record StoppedEarly(int Epoch, int Patience) : TrainingEvent;

public sealed record TrainingCompleted(TrainingResult Result) : TrainingEvent;
