namespace QuantumCluster.Learning.Training;

/// <summary>How often a training can be taken up again, and from how far back.</summary>
public sealed record CheckpointSettings
{
    /// <summary>Steps between two checkpoints, at least 1; one more is written after every epoch. Default 100.</summary>
    public int EverySteps
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EverySteps), value, "There is at least 1 step between checkpoints.");
    } = 100;

    /// <summary>Checkpoints kept, at least 1: when the newest turns out damaged, a run goes on from the one before. Default 3.</summary>
    public int Keep
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Keep), value, "At least 1 checkpoint is kept.");
    } = 3;
}
