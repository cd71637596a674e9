namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>A file of a <see cref="FileTree"/>.</summary>
/// <param name="Path">Folders inside the tree and the file's name, parted by '/'; for a file in an archive without the archive's own name.</param>
/// <param name="Archive">The zip archive that holds it; null for a file of its own.</param>
public sealed record TreeFile(string Path, string? Archive)
{
    /// <summary>The file's name without folders and without its ending: what the published tables call <c>image_id</c>.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsPicture => System.IO.Path.GetExtension(Path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" && !Path.StartsWith("__MACOSX/", StringComparison.Ordinal);
}
