using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>
/// The chest X-rays of children (Kermany et al., 2018) that PneumoniaMNIST was made of: folders <c>train</c>, <c>test</c> and in some copies
/// <c>val</c>, each with <c>NORMAL</c> and <c>PNEUMONIA</c>. A picture's group is its patient, as far as file names tell.
/// </summary>
public static partial class ChestXray
{
    public const string Name = "chest-xray";

    /// <summary>Share of the published pictures, of a class, below which a copy is not taken for the set.</summary>
    private const double LeastShare = 0.95;

    public static readonly ImmutableArray<string> ClassNames = ["normal", "pneumonia"];

    public static readonly ImmutableArray<int> Published = [1583, 4273];

    public static bool IsIn(FileTree files) => files.Files.Any(f => f.IsPicture && Labelled(f) is not null);

    /// <summary>Copies that lack a few pictures are taken, with a note: the folders name what is there, and nothing names what is not.</summary>
    /// <param name="files">Owned by the collection afterwards.</param>
    /// <exception cref="DataFileException">There are no such folders, far fewer pictures than published, or more.</exception>
    public static PictureCollection Read(FileTree files)
    {
        ImmutableArray<LabelledPicture> pictures = [.. files.Files.Where(f => f.IsPicture).Select(Labelled).OfType<LabelledPicture>().DistinctBy(p => p.Id).OrderBy(p => p.Id, StringComparer.Ordinal)];
        if (pictures.IsEmpty) throw new DataFileException(files.Root, "holds no pictures in folders train and test with NORMAL and PNEUMONIA in each, as the chest X-rays have them (qcluster data fetch chest-xray says where they are).");
        int[] counts = [.. ClassNames.Select((_, c) => pictures.Count(p => p.Label == c))];
        for (int c = 0; c < counts.Length; c++)
            if (counts[c] < LeastShare * Published[c] || counts[c] > Published[c])
                throw new DataFileException(files.Root, Text($"holds {counts[c]} pictures of class {ClassNames[c]}, where {Published[c]} were published; get it again."));
        if (pictures.All(p => p.Part != OfficialPart.Test)) throw new DataFileException(files.Root, "holds no folder test with NORMAL and PNEUMONIA; get it again.");
        int missing = Published.Sum() - counts.Sum();
        return new(Name, files, ClassNames, pictures, Published, missing == 0 ? [] :
            [Text($"{files.Root} lacks {missing} of the {Published.Sum()} published pictures ({counts[0]} of {Published[0]} normal, {counts[1]} of {Published[1]} pneumonia); going on with the {counts.Sum()} that are there.")]);
    }

    private static LabelledPicture? Labelled(TreeFile file)
    {
        string[] folders = file.Path.Split('/');
        if (folders.Length < 3) return null;
        int label = folders[^2] switch { "NORMAL" => 0, "PNEUMONIA" => 1, _ => -1 };
        // The handful of pictures in val belong to the publishers' training part.
        OfficialPart? part = folders[^3] switch { "train" or "val" => OfficialPart.Train, "test" => OfficialPart.Test, _ => null };
        if (label < 0 || part is null) return null;
        string patient = Patient().Match(folders[^1]) is { Success: true } match ? match.Value : folders[^1];
        return new($"{folders[^3]}/{folders[^2]}/{folders[^1]}", file, label, $"{part}/{folders[^2]}/{patient}", part);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(person\d+(?=_)|(NORMAL2-)?IM-\d+(?=-))")]
    private static partial Regex Patient();
}
