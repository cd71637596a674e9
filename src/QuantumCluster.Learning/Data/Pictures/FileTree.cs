using System.Collections.Immutable;
using System.IO.Compression;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>
/// Pictures and tables as their users have them: a folder with all that is below it, zip archives and what they hold included, or one zip
/// archive. Files may be read from several threads at once.
/// </summary>
public sealed class FileTree : IDisposable
{
    /// <summary>The largest file that is read, in bytes: far above any picture, far below what a trap unpacks to.</summary>
    private const long LargestFile = 256L << 20;

    private readonly Dictionary<string, ZipArchive> _archives;

    private FileTree(string root, Dictionary<string, ZipArchive> archives, ImmutableArray<TreeFile> files) => (Root, _archives, Files) = (root, archives, files);

    public string Root { get; }

    /// <summary>Files of their own first, then those in archives, each in order of their paths (ordinal).</summary>
    public ImmutableArray<TreeFile> Files { get; }

    /// <exception cref="DataFileException">There is no such folder or file, or an archive is damaged.</exception>
    public static FileTree Open(string path)
    {
        if (!Directory.Exists(path)) return new Opening(path).With(path).Done();
        var opening = new Opening(path);
        try
        {
            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (Path.GetExtension(file).Equals(".zip", StringComparison.OrdinalIgnoreCase)) opening.With(file);
                else opening.Loose.Add(new(Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), Archive: null));
            return opening.Done();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="DataFileException">The file cannot be read, or is damaged.</exception>
    public byte[] Read(TreeFile file)
    {
        if (file.Archive is null)
        {
            using FileStream stream = OpenedFile.ForReading(PlaceOf(file));
            return Whole(stream, stream.Length, file);
        }

        ZipArchive archive = _archives[file.Archive];
        lock (archive)
        {
            ZipArchiveEntry entry = archive.GetEntry(file.Path)!;
            using Stream stream = entry.Open();
            return Whole(stream, entry.Length, file);
        }
    }

    /// <summary>Where the file is, for people: an archive and a path in it, or a path.</summary>
    public string PlaceOf(TreeFile file) => file.Archive is null ? Path.Combine(Root, file.Path) : $"{file.Archive}/{file.Path}";

    public void Dispose()
    {
        foreach (ZipArchive archive in _archives.Values) archive.Dispose();
    }

    private byte[] Whole(Stream stream, long length, TreeFile file)
    {
        if (length > LargestFile) throw new DataFileException(PlaceOf(file), $"has {length} bytes, more than the {LargestFile} that are read of one file; get it again.");
        try
        {
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataFileException(PlaceOf(file), $"is damaged: {e.Message.TrimEnd('.')}; get it again.", e);
        }
    }

    private sealed class Opening(string root)
    {
        private readonly Dictionary<string, ZipArchive> _archives = [];
        private readonly List<TreeFile> _packed = [];

        public List<TreeFile> Loose { get; } = [];

        public Opening With(string archive)
        {
            FileStream stream = OpenedFile.ForReading(archive);
            try
            {
                _archives[archive] = new ZipArchive(stream, ZipArchiveMode.Read);
                _packed.AddRange(_archives[archive].Entries.Where(e => !e.FullName.EndsWith('/')).Select(e => e.FullName).Distinct()
                    .Order(StringComparer.Ordinal).Select(name => new TreeFile(name, archive)));
            }
            catch (InvalidDataException e)
            {
                stream.Dispose();
                foreach (ZipArchive opened in _archives.Values) opened.Dispose();
                throw new DataFileException(archive, "is not a whole zip archive: it may be truncated or another kind of file; get it again.", e);
            }

            return this;
        }

        public FileTree Done() => new(root, _archives, [.. Loose, .. _packed]);
    }
}
