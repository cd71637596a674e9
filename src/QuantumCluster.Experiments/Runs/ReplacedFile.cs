namespace QuantumCluster.Experiments.Runs;

/// <summary>Files that are whole or not there: written under another name, then moved into place.</summary>
internal static class ReplacedFile
{
    /// <summary>What the name of a file ends in while it is written.</summary>
    public const string DraftSuffix = ".new";

    public static void Write(string path, Action<Stream> write)
    {
        string draft = path + DraftSuffix;
        using (FileStream stream = File.Create(draft))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
