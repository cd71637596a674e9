using System.Collections.Immutable;
using Google.Protobuf;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Recording;

/// <summary>Writes events to a stream, each handed to the operating system as it happens: a process that is killed leaves a readable beginning.</summary>
internal sealed class EventRecorder : IEventRecorder
{
    private readonly Stream _stream;
    private TimeSpan _last;

    /// <param name="stream">Owned.</param>
    public EventRecorder(Stream stream, LedgerSettings settings)
    {
        _stream = stream;
        new Wire.V1.RecordingStarted { Version = RecordedSettings.Version, Settings = RecordedSettings.Write(settings) }.WriteDelimitedTo(stream);
        stream.Flush();
    }

    public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
    {
        var step = RecordedEvent.Write(happened);
        step.After = (now - _last).Ticks;
        step.Effects = EffectDigest.Of(effects, NumberlessOutcome.Of);
        _last = now;
        step.WriteDelimitedTo(_stream);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();
}
