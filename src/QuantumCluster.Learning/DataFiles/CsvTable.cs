using System.Collections.Immutable;
using System.Text;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>A table as data sets publish them: a line of column names, then a line per row, parted by commas or tabs; fields may stand in double quotes.</summary>
public sealed class CsvTable
{
    private readonly string _place;

    private CsvTable(string place, ImmutableArray<string> columns, ImmutableArray<ImmutableArray<string>> rows) => (_place, Columns, Rows) = (place, columns, rows);

    /// <summary>Their names.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Fields of each row, in the order of the columns.</summary>
    public ImmutableArray<ImmutableArray<string>> Rows { get; }

    /// <param name="place">The file's path, for messages.</param>
    /// <exception cref="DataFileException">The file holds no table, or a row has another number of fields than the first line.</exception>
    public static CsvTable Read(byte[] content, string place)
    {
        string[] lines = Lines(content);
        if (lines.Length < 2) throw new DataFileException(place, "holds no table: a line of column names and at least one row are expected; get it again.");
        char mark = MarkOf(lines[0]);
        ImmutableArray<string> columns = Fields(lines[0], mark);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>(lines.Length - 1);
        for (int i = 1; i < lines.Length; i++)
        {
            ImmutableArray<string> row = Fields(lines[i], mark);
            if (row.Length != columns.Length) throw new DataFileException(place, $"has {row.Length} fields in row {i}, where its first line names {columns.Length}; it may be truncated: get it again.");
            rows.Add(row);
        }

        return new(place, columns, rows.MoveToImmutable());
    }

    /// <summary>What the first line of a file would name if it were a table; empty for an empty file.</summary>
    public static ImmutableArray<string> ColumnsOf(byte[] content) => Lines(content) is [var first, ..] ? Fields(first, MarkOf(first)) : [];

    /// <returns>The column's index in every row.</returns>
    /// <exception cref="DataFileException">There is no such column.</exception>
    public int Column(string name) => Columns.IndexOf(name) is >= 0 and int index
        ? index
        : throw new DataFileException(_place, $"has no column '{name}'; it has {string.Join(", ", Columns)}.");

    private static string[] Lines(byte[] content) => Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static char MarkOf(string firstLine) => firstLine.Contains('\t') ? '\t' : ',';

    private static ImmutableArray<string> Fields(string line, char mark)
    {
        var fields = ImmutableArray.CreateBuilder<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == mark && !quoted) Next();
            else field.Append(line[i]);
        }

        Next();
        return fields.ToImmutable();

        void Next()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
