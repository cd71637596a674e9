namespace QuantumCluster.Learning.DataFiles;

/// <summary>A file is missing, damaged or not what it should be. The message is one sentence for the user, and names the file.</summary>
public sealed class DataFileException : Exception
{
    /// <param name="problem">The rest of the sentence that starts with the file's path: what is wrong, and the way out.</param>
    public DataFileException(string path, string problem, Exception? inner = null) : base($"{path} {problem}", inner) => Path = path;

    public string Path { get; }
}
