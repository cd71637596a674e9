using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text.Json;
using Google.Protobuf;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Recording;

/// <summary>One event of a recording, handled again.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">The time handed to the ledger.</param>
/// <param name="IsAsRecorded">The effects are those of the recorded ledger.</param>
public sealed record ReplayedStep(long Number, TimeSpan At, LedgerEvent Happened, ImmutableArray<LedgerEffect> Effects, bool IsAsRecorded);

/// <summary>A recording cannot be read. The message is one sentence that names the file.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Drives a new ledger through a recording. Each is played once, from its beginning.</summary>
public sealed class LedgerReplay : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;

    private LedgerReplay(FileStream stream, string path, RunLedger ledger) => (_stream, _path, Ledger) = (stream, path, ledger);

    /// <summary>As it is after the last step played.</summary>
    public RunLedger Ledger { get; private set; }

    /// <summary>The recording ends within an event: its coordinator was killed while it wrote. Known when all is played.</summary>
    public bool IsCutShort { get; private set; }

    /// <exception cref="RecordingException">The file is missing or no recording.</exception>
    public static LedgerReplay Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The recording {path} cannot be read: {e.Message}", e);
        }

        try
        {
            var started = Wire.V1.RecordingStarted.Parser.ParseDelimitedFrom(stream);
            if (started.Version != RecordedSettings.Version) throw new InvalidDataException($"its version is {started.Version}, and {RecordedSettings.Version} is the only one known here");
            return new(stream, path, new RunLedger(RecordedSettings.Read(started.Settings)));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or JsonException or ArgumentException)
        {
            stream.Dispose();
            throw new RecordingException($"{path} is no recording of a ledger: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <exception cref="RecordingException">A step is damaged.</exception>
    public IEnumerable<ReplayedStep> Steps()
    {
        TimeSpan now = TimeSpan.Zero;
        for (long number = 1; Next(number) is { } step; number++)
        {
            now += TimeSpan.FromTicks(step.After);
            LedgerEvent happened = EventOf(step, number);
            LedgerStep handled = Ledger.Handle(happened, now);
            Ledger = handled.Next;
            yield return new(number, now, happened, handled.Effects, EffectDigest.Of(handled.Effects, outcome => outcome) == step.Effects);
        }
    }

    public void Dispose() => _stream.Dispose();

    private Wire.V1.RecordedStep? Next(long number)
    {
        long start = _stream.Position;
        if (start == _stream.Length) return null;
        try
        {
            // Length first, by hand: an end within a step is a kill, anything else is damage.
            if (Length() is not { } length || length > _stream.Length - _stream.Position)
            {
                IsCutShort = true;
                return null;
            }

            var bytes = new byte[length];
            _stream.ReadExactly(bytes);
            return Wire.V1.RecordedStep.Parser.ParseFrom(bytes);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw Damaged(number, e);
        }
    }

    /// <summary>A varint; null when the file ends within it.</summary>
    private int? Length()
    {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            int next = _stream.ReadByte();
            if (next < 0) return null;
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return length <= int.MaxValue ? (int)length : throw new InvalidDataException("a length is too large");
        }

        throw new InvalidDataException("a length is too long");
    }

    private LedgerEvent EventOf(Wire.V1.RecordedStep step, long number)
    {
        try
        {
            return step.After >= 0 ? RecordedEvent.Read(step) : throw new SerializationException("time runs backwards");
        }
        catch (SerializationException e)
        {
            throw Damaged(number, e);
        }
    }

    private RecordingException Damaged(long number, Exception e) => new($"The recording {_path} is damaged at event {number}: {e.Message.TrimEnd('.')}.", e);
}
