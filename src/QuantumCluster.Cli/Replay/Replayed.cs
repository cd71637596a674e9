using QuantumCluster.Actors.Recording;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Cli.Replay;

/// <summary>A recording, replayed.</summary>
/// <param name="Length">From the ledger's start to its last event.</param>
/// <param name="IsCutShort">It ends within an event.</param>
/// <param name="FirstDifference">The first event whose effects were not the recorded ones; null when all were.</param>
internal sealed record Replayed(string File, long Events, TimeSpan Length, bool IsCutShort, long? FirstDifference, IReadOnlyList<JobHistory> Jobs)
{
    /// <exception cref="RecordingException">The file is no recording, or damaged.</exception>
    public static Replayed Play(string file, Func<RunId, bool> wanted)
    {
        using LedgerReplay replay = LedgerReplay.Open(file);
        var histories = new JobHistories(() => replay.Ledger, wanted);
        long events = 0;
        long? difference = null;
        TimeSpan length = TimeSpan.Zero;
        foreach (ReplayedStep step in replay.Steps())
        {
            (events, length) = (step.Number, step.At);
            if (!step.IsAsRecorded) difference ??= step.Number;
            histories.Take(step);
        }

        return new(file, events, length, replay.IsCutShort, difference, [.. histories.All]);
    }
}
