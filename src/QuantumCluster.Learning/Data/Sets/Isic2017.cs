using System.Collections.Immutable;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>
/// The classification task of ISIC 2017 (Codella et al., 2018): dermoscopic pictures of three classes in official parts of 2,000, 150 and
/// 600. The paper's table 1 counts the training part alone. The tables name no lesions, so every picture is a group of its own.
/// </summary>
public static class Isic2017
{
    public const string Name = "isic2017";

    public static readonly ImmutableArray<string> ClassNames = ["bkl", "mel", "nv"];

    public static readonly ImmutableArray<int> Published = [254 + 42 + 90, 374 + 30 + 117, 1372 + 78 + 393];

    private static readonly ImmutableArray<(OfficialPart Part, string Word, ImmutableArray<int> Published)> Parts =
    [
        (OfficialPart.Train, "Training", [254, 374, 1372]),
        (OfficialPart.Validation, "Validation", [42, 30, 78]),
        (OfficialPart.Test, "Test", [90, 117, 393]),
    ];

    public static bool IsIn(FileTree files) => Parts.Any(p => Table(files, p.Word) is not null);

    /// <param name="files">Owned by the collection afterwards.</param>
    /// <exception cref="DataFileException">A table or a picture is missing, or a table is not the published one.</exception>
    public static PictureCollection Read(FileTree files)
    {
        var index = new PictureIndex(files);
        var all = new List<LabelledPicture>();
        foreach ((OfficialPart part, string word, ImmutableArray<int> published) in Parts)
        {
            TreeFile place = Table(files, word)
                ?? throw new DataFileException(files.Root, $"holds no ISIC-2017_{word}…_Part3_GroundTruth.csv, the table of the {word.ToLowerInvariant()} part; put it beside the pictures (qcluster data fetch {Name} says where it is).");
            CsvTable table = CsvTable.Read(files.Read(place), files.PlaceOf(place));
            (int image, int melanoma, int keratosis) = (table.Column("image_id"), table.Column("melanoma"), table.Column("seborrheic_keratosis"));
            ImmutableArray<LabelledPicture> pictures = [.. table.Rows.Select(row => new LabelledPicture(row[image], index.Find(row[image]), LabelOf(row[melanoma], row[keratosis], row[image]), row[image], part)).OrderBy(p => p.Id, StringComparer.Ordinal)];
            PublishedTable.RequireWhole(files.PlaceOf(place), index, pictures, ClassNames, published);
            all.AddRange(pictures);

            int LabelOf(string mel, string bkl, string id) => (mel, bkl) switch
            {
                ("1" or "1.0", "0" or "0.0") => 1,
                ("0" or "0.0", "1" or "1.0") => 0,
                ("0" or "0.0", "0" or "0.0") => 2,
                _ => throw new DataFileException(files.PlaceOf(place), $"says melanoma {mel} and seborrheic_keratosis {bkl} for picture {id}; each is 0 or 1, and not both are 1."),
            };
        }

        return new(Name, files, ClassNames, [.. all.OrderBy(p => p.Id, StringComparer.Ordinal)], Published, []);
    }

    private static TreeFile? Table(FileTree files, string word) => PublishedTable.Find(files, f =>
        f.Name.StartsWith($"ISIC-2017_{word}", StringComparison.Ordinal) && f.Name.EndsWith("_Part3_GroundTruth.csv", StringComparison.Ordinal));
}
