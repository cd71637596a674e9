using System.Globalization;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Recording;

/// <summary>Recordings as files <c>ledger-NNN.events</c> of one folder, one per coordinator that began there: a resumed run or a new term begins the next.</summary>
public sealed class RecordingFolder(string path) : ILedgerRecording
{
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static RecordingFolder Make(string path)
    {
        Directory.CreateDirectory(path);
        return new(path);
    }

    /// <summary>All recordings, the oldest first.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(path) ? [.. Directory.GetFiles(path, "ledger-*.events").OrderBy(NumberOf)] : [];

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IEventRecorder Begin(LedgerSettings settings)
    {
        int number = Files.Count == 0 ? 1 : NumberOf(Files[^1]) + 1;
        string file = Path.Combine(path, $"ledger-{number.ToString("000", CultureInfo.InvariantCulture)}.events");
        return new EventRecorder(new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read), settings);
    }

    private static int NumberOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file).AsSpan("ledger-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
