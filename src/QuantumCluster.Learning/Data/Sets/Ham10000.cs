using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>
/// HAM10000 (Tschandl et al., 2018): 10,015 dermoscopic pictures of 7,470 lesions in seven classes. Many lesions were photographed
/// several times, so a picture's group is its lesion. Its publishers laid down no parts.
/// </summary>
public static class Ham10000
{
    public const string Name = "ham10000";

    /// <summary>How the table's file name begins; the publishers' own has no ending, copies have <c>.csv</c> or <c>.tab</c>.</summary>
    public const string TableName = "HAM10000_metadata";

    public static readonly ImmutableArray<string> ClassNames = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"];

    public static readonly ImmutableArray<int> Published = [327, 514, 1099, 115, 1113, 6705, 142];

    public static bool IsIn(FileTree files) => PublishedTable.Find(files, f => f.Name.StartsWith(TableName, StringComparison.Ordinal)) is not null;

    /// <param name="files">Owned by the collection afterwards.</param>
    /// <exception cref="DataFileException">Table or pictures are missing, or the table is not the published one.</exception>
    public static PictureCollection Read(FileTree files)
    {
        TreeFile place = PublishedTable.Find(files, f => f.Name.StartsWith(TableName, StringComparison.Ordinal))
            ?? throw new DataFileException(files.Root, $"holds no {TableName}.csv, the table of HAM10000; put it beside the pictures (qcluster data fetch {Name} says where it is).");
        CsvTable table = CsvTable.Read(files.Read(place), files.PlaceOf(place));
        (int image, int lesion, int diagnosis) = (table.Column("image_id"), table.Column("lesion_id"), table.Column("dx"));
        var pictures = new PictureIndex(files);
        ImmutableArray<LabelledPicture> all = [.. table.Rows.Select(row => new LabelledPicture(row[image], pictures.Find(row[image]), LabelOf(row[diagnosis]), row[lesion], Part: null)).OrderBy(p => p.Id, StringComparer.Ordinal)];
        PublishedTable.RequireWhole(files.PlaceOf(place), pictures, all, ClassNames, Published);
        return new(Name, files, ClassNames, all, Published, []);

        int LabelOf(string word) => ClassNames.IndexOf(word) is >= 0 and int label
            ? label
            : throw new DataFileException(files.PlaceOf(place), string.Create(CultureInfo.InvariantCulture, $"says \"{word}\" for a diagnosis; HAM10000 has {string.Join(", ", ClassNames)}."));
    }
}
