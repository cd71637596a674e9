using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>
/// Any folder or archive of pictures with a table of <c>image_id</c> and <c>dx</c>, a picture's file name and its class by the name that a model has
/// for it: pictures that the model has never met. Other columns are not looked at; every picture is a group of its own.
/// </summary>
public static class LabelledFolder
{
    public const string Name = "pictures";

    private const string ImageColumn = "image_id", ClassColumn = "dx";
    private const int Named = 3;

    /// <param name="files">Owned by the collection afterwards.</param>
    /// <param name="classNames">The classes that the model tells apart.</param>
    /// <exception cref="DataFileException">There is no such table or more than one, or it lists a picture that is missing, ambiguous, listed twice or of
    /// a class that the model does not know.</exception>
    public static PictureCollection Read(FileTree files, ImmutableArray<string> classNames)
    {
        TreeFile[] tables = [.. files.Files.Where(f => IsTable(files, f))];
        if (tables.Length != 1)
            throw new DataFileException(files.Root, tables.Length == 0
                ? $"holds no table with the columns {ImageColumn} and {ClassColumn}; put a .csv with them, a row per picture, beside the pictures."
                : Text($"holds {tables.Length} tables with the columns {ImageColumn} and {ClassColumn} ({Some(tables.Select(files.PlaceOf))}); leave one of them there."));
        string place = files.PlaceOf(tables[0]);
        CsvTable table = CsvTable.Read(files.Read(tables[0]), place);
        (int image, int diagnosis) = (table.Column(ImageColumn), table.Column(ClassColumn));
        (string Id, string Class)[] rows = [.. table.Rows.Select(row => (IdOf(row[image]), row[diagnosis]))];

        Refuse(rows.Where(r => !classNames.Contains(r.Class)).Select(r => $"\"{r.Class}\"").Distinct(), (count, some) =>
            new(place, Text($"has {Counted(count, "label")} in column {ClassColumn} that the model does not know ({some}); it tells {string.Join(", ", classNames)} apart: rename them or leave their rows out.")));
        Refuse(rows.GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => g.Key), (count, some) =>
            new(place, Text($"lists {Counted(count, "picture")} more than once ({some}); leave one row for each.")));
        ILookup<string, TreeFile> byId = files.Files.Where(f => f.IsPicture).ToLookup(f => f.Id, StringComparer.Ordinal);
        Refuse(rows.Where(r => !byId.Contains(r.Id)).Select(r => r.Id), (count, some) =>
            new(files.Root, Text($"lacks {count} of the {rows.Length} pictures that {tables[0].Name} lists ({some}); put them below it, as JPEG or PNG, in folders or zip archives.")));
        Refuse(rows.Where(r => byId[r.Id].Count() > 1).Select(r => r.Id), (count, some) =>
            new(files.Root, Text($"holds several files for {count} of the pictures that {tables[0].Name} lists ({some}); give every picture a name of its own.")));

        ImmutableArray<LabelledPicture> pictures = [.. rows.Select(r => new LabelledPicture(r.Id, byId[r.Id].First(), classNames.IndexOf(r.Class), r.Id, Part: null)).OrderBy(p => p.Id, StringComparer.Ordinal)];
        int unlisted = byId.Count - pictures.Length;
        return new(Name, files, classNames, pictures, [], unlisted == 0 ? [] : [Text($"{files.Root} holds {Counted(unlisted, "picture")} that {tables[0].Name} does not list and that are left out.")]);
    }

    /// <summary>True when there is a table of that kind.</summary>
    public static bool IsIn(FileTree files) => files.Files.Any(f => IsTable(files, f));

    private static bool IsTable(FileTree files, TreeFile file) =>
        Path.GetExtension(file.Path).ToLowerInvariant() is ".csv" or ".tab" or ".tsv" && !file.Path.StartsWith("__MACOSX/", StringComparison.Ordinal)
        && CsvTable.ColumnsOf(files.Read(file)) is var columns && columns.Contains(ImageColumn) && columns.Contains(ClassColumn);

    // Tables name pictures with or without the ending of their files.
    private static string IdOf(string word) => new TreeFile(word, Archive: null) is { IsPicture: true } named ? named.Id : word;

    private static void Refuse(IEnumerable<string> wrong, Func<int, string, DataFileException> problem)
    {
        string[] all = [.. wrong];
        if (all.Length > 0) throw problem(all.Length, Some(all));
    }

    private static string Some(IEnumerable<string> all)
    {
        string[] words = [.. all];
        return string.Join(", ", words.Take(Named)) + (words.Length > Named ? ", …" : "");
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : Text($"{count} {what}s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
