using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Recording;

/// <summary>Where coordinators write down what happens to their ledgers.</summary>
public interface ILedgerRecording
{
    /// <summary>Begins the recording of one ledger, from its first event on.</summary>
    IEventRecorder Begin(LedgerSettings settings);
}

/// <summary>Writes down one ledger's events in the order in which they are handled. Used by one thread at a time.</summary>
public interface IEventRecorder : IDisposable
{
    /// <param name="now">As it was handed to the ledger.</param>
    /// <param name="effects">What the ledger answered.</param>
    void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects);
}

/// <summary>Nothing is written down.</summary>
public sealed class NoRecording : ILedgerRecording, IEventRecorder
{
    private NoRecording()
    {
    }

    public static NoRecording Instance { get; } = new();

    public IEventRecorder Begin(LedgerSettings settings) => this;

    public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
    {
    }

    public void Dispose()
    {
    }
}
