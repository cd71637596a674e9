using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Recording;

/// <summary>A recording that may fail, as full disks make it, without anything else failing: from then on nothing is written down.</summary>
/// <param name="warn">Is told once, in a sentence.</param>
internal sealed class GuardedRecorder(IEventRecorder recorder, Action<string> warn) : IEventRecorder
{
    private IEventRecorder _recorder = recorder;

    /// <summary>Begins a ledger's recording; one that cannot begin is none.</summary>
    /// <inheritdoc cref="GuardedRecorder"/>
    public static GuardedRecorder Begin(ILedgerRecording recording, LedgerSettings settings, Action<string> warn)
    {
        try
        {
            return new(recording.Begin(settings), warn);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warn($"This coordinator is not recorded: {e.Message}");
            return new(NoRecording.Instance, warn);
        }
    }

    public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
    {
        try
        {
            _recorder.Record(now, happened, effects);
        }
        catch (IOException e)
        {
            warn($"The recording ends here, the run goes on: {e.Message}");
            _recorder.Dispose();
            _recorder = NoRecording.Instance;
        }
    }

    public void Dispose() => _recorder.Dispose();
}
