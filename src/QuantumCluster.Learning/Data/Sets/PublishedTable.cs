using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>What tables of pictures have in common.</summary>
internal static class PublishedTable
{
    private const int Named = 3;

    public static TreeFile? Find(FileTree files, Func<TreeFile, bool> wanted) =>
        files.Files.FirstOrDefault(f => Path.GetExtension(f.Path).ToLowerInvariant() is ".csv" or ".tab" or ".txt" or "" && wanted(f));

    /// <exception cref="DataFileException">A picture occurs twice or has no file, or a class has another number of pictures than published.</exception>
    public static void RequireWhole(string table, PictureIndex files, ImmutableArray<LabelledPicture> pictures, ImmutableArray<string> classes, ImmutableArray<int> published)
    {
        for (int i = 1; i < pictures.Length; i++)
            if (pictures[i].Id == pictures[i - 1].Id) throw new DataFileException(table, $"lists picture {pictures[i].Id} twice; get it again.");
        for (int c = 0; c < classes.Length; c++)
            if (pictures.Count(p => p.Label == c) is int count && count != published[c])
                throw new DataFileException(table, Text($"lists {count} pictures of class {classes[c]}, where {published[c]} were published; get it again."));
        if (files.Missing.Count > 0)
            throw new DataFileException(files.Root, Text($"lacks {files.Missing.Count} of the {pictures.Length} pictures that {Path.GetFileName(table)} lists ({string.Join(", ", files.Missing.Take(Named))}{(files.Missing.Count > Named ? ", …" : "")}); put them below it, as JPEG or PNG, in folders or zip archives."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
