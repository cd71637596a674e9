using System.Collections.Immutable;
using Google.Protobuf;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

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
        // An outcome that arrives is often accepted at once: its numbers are read once for both.
        var seen = new Dictionary<JobOutcome, JobOutcome>(ReferenceEqualityComparer.Instance);
        JobOutcome Numberless(JobOutcome outcome) => seen.TryGetValue(outcome, out JobOutcome? known) ? known : seen[outcome] = NumberlessOutcome.Of(outcome);
        var step = RecordedEvent.Write(happened, Numberless);
        step.After = (now - _last).Ticks;
        step.Effects = EffectDigest.Of(effects, Numberless);
        _last = now;
        step.WriteDelimitedTo(_stream);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();
}
