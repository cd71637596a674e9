namespace QuantumCluster.Learning.DataFiles;

/// <summary>Files opened and replaced so that failure is one sentence, and never half a file.</summary>
internal static class OpenedFile
{
    /// <summary>What the name of a file ends in while it is written; one that is found was left by a process that was killed.</summary>
    public const string PartialSuffix = ".partial";

    /// <exception cref="DataFileException">The file does not exist or may not be read.</exception>
    public static FileStream ForReading(string path)
    {
        if (Directory.Exists(path)) throw new DataFileException(path, "is a directory; give the path of a file.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(path, "does not exist; check the path.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes beside the file and then moves, both brought to disk: readers see the old content or the new, never a part, power cut or not.</summary>
    /// <exception cref="DataFileException">The place cannot be written.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        string partial = path + PartialSuffix;
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(path, $"cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(partial)) File.Delete(partial);
        }
    }
}
