using System.IO.Compression;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>NumPy's <c>.npz</c>: a zip archive of <c>.npy</c> arrays, read one at a time as they are asked for.</summary>
public sealed class NpzFile : IDisposable
{
    // Deflate cannot shrink more than this, so an entry that claims more is damaged or a trap.
    private const long LargestRatio = 1100;

    private readonly string _path;
    private readonly ZipArchive _archive;

    private NpzFile(string path, ZipArchive archive) => (_path, _archive) = (path, archive);

    /// <summary>Names of the arrays, without <c>.npy</c>.</summary>
    public IEnumerable<string> Keys => _archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)).Select(e => e.FullName[..^4]);

    /// <exception cref="DataFileException">There is no such file, or it is no zip archive.</exception>
    public static NpzFile Open(string path)
    {
        FileStream stream = OpenedFile.ForReading(path);
        try
        {
            return new NpzFile(path, new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new DataFileException(path, "is not a whole zip archive, as an .npz file must be: it may be truncated or another kind of file; get it again.", e);
        }
    }

    /// <exception cref="DataFileException">There is no such array, or it is damaged.</exception>
    public FileArray Read(string key)
    {
        ZipArchiveEntry entry = _archive.GetEntry(key + ".npy")
            ?? throw new DataFileException(_path, $"has no array '{key}'; it has {Listed(Keys)}.");
        if (entry.Length / LargestRatio > entry.CompressedLength)
            throw new DataFileException(_path, $"says that its array '{key}' has {entry.Length} bytes in {entry.CompressedLength} compressed ones, which cannot be; get it again.");
        try
        {
            using Stream stream = entry.Open();
            return NpyFormat.Read(stream, entry.Length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFileException(_path, $"holds a damaged array '{key}': {e.Message}", e);
        }
    }

    public void Dispose() => _archive.Dispose();

    private static string Listed(IEnumerable<string> keys)
    {
        string[] all = [.. keys];
        return all.Length == 0 ? "none at all" : string.Join(", ", all.Take(12)) + (all.Length > 12 ? " …" : "");
    }
}
