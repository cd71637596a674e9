namespace QuantumCluster.Actors.Sharing;

/// <summary>What a trainer node does. Called by one thread at a time, and returns at once.</summary>
public interface ITrainerWork
{
    /// <summary>Prepares for a run, also for the same one again. Called when earlier preparations have ended, well or not.</summary>
    /// <param name="description">As the lead gave it.</param>
    /// <returns>What has been prepared, for the lead to judge.</returns>
    /// <exception cref="InvalidOperationException">This node cannot take part; the message is a sentence for its user.</exception>
    Task<string> PrepareAsync(string description);

    void Give(long step, ReadOnlyMemory<byte> state);

    /// <summary>Computes a share of the step whose state was given last.</summary>
    /// <exception cref="InvalidOperationException">It cannot be computed; the message says why.</exception>
    Task<ReadOnlyMemory<byte>> ComputeAsync(long step, int share);
}

/// <summary>How a trainer node's part in a run ended.</summary>
public abstract record TrainerEnd
{
    private TrainerEnd() { }

    /// <summary>The run is complete.</summary>
    public sealed record Completed : TrainerEnd;

    /// <summary>It could not take part.</summary>
    /// <param name="Sentence">For the user.</param>
    public sealed record Unfit(string Sentence) : TrainerEnd;
}
