using QuantumCluster.Learning.Data.Pictures;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>Picture files by id. Where two have the same, the first counts: a file of its own goes before one in an archive.</summary>
internal sealed class PictureIndex
{
    private static readonly TreeFile Nowhere = new("", Archive: null);

    private readonly Dictionary<string, TreeFile> _byId = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];

    public PictureIndex(FileTree files)
    {
        Root = files.Root;
        foreach (TreeFile file in files.Files.Where(f => f.IsPicture)) _byId.TryAdd(file.Id, file);
    }

    public string Root { get; }

    /// <summary>Ids that were asked for and are not there, in the order of asking.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>The picture's file; one that is not there is counted among the missing, and must not be read.</summary>
    public TreeFile Find(string id)
    {
        if (_byId.TryGetValue(id, out TreeFile? file)) return file;
        _missing.Add(id);
        return Nowhere;
    }
}
