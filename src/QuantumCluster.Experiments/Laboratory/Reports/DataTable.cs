using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Experiments.Laboratory.Reports;

/// <param name="Name">In the files: camel case.</param>
/// <param name="Unit">Empty for names and plain counts.</param>
/// <param name="Meaning">One sentence, for who reads the files.</param>
public sealed record DataColumn(string Name, string Unit, string Meaning);

/// <summary>Raw data of an experiment: rows of text, whole numbers and numbers.</summary>
/// <param name="name">Of its files.</param>
/// <param name="isMeasured">
/// Wall-clock figures of this machine, which differ from run to run: they have files of their own, named <c>measured-…</c>. All other
/// tables are the same to the byte for the same seed.
/// </param>
public sealed class DataTable(string name, string caption, bool isMeasured, params ImmutableArray<DataColumn> columns)
{
    private readonly List<object?[]> _rows = [];

    public string FileName => isMeasured ? $"measured-{name}" : name;

    public string Caption => caption;

    public bool IsMeasured => isMeasured;

    public ImmutableArray<DataColumn> Columns => columns;

    public IReadOnlyList<IReadOnlyList<object?>> Rows => _rows;

    /// <param name="cells">One for each column: a string, a long or int, a double, or null for nothing.</param>
    /// <exception cref="ArgumentException">There are more or fewer cells than columns, or a cell is something else.</exception>
    public void Add(params object?[] cells)
    {
        if (cells.Length != columns.Length) throw new ArgumentException($"A row of {name} has {columns.Length} cells, not {cells.Length}.", nameof(cells));
        if (Array.Find(cells, c => c is not (null or string or int or long or double)) is { } odd) throw new ArgumentException($"A cell of {name} is a {odd.GetType().Name}.", nameof(cells));
        _rows.Add(cells);
    }

    /// <summary>With a line of column names, units in brackets; numbers with 17 digits, so that what is read is what was written.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(c => c.Unit.Length == 0 ? c.Name : $"{c.Name} [{c.Unit}]")).Append('\n');
        foreach (object?[] row in _rows) text.AppendJoin(',', row.Select(Cell)).Append('\n');
        return text.ToString();
    }

    /// <summary>An object a line, by column name.</summary>
    public string ToJsonLines()
    {
        var text = new StringBuilder();
        foreach (object?[] row in _rows)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                for (int c = 0; c < row.Length; c++) Write(json, columns[c].Name, row[c]);
                json.WriteEndObject();
            }

            text.Append(Encoding.UTF8.GetString(buffer.ToArray())).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>For people: few digits.</summary>
    internal static string Short(object? cell) => cell switch
    {
        null => "–",
        double d when double.IsNaN(d) => "–",
        double d => Math.Abs(d) is 0 or >= 0.001 and < 1e6 ? d.ToString("0.####", CultureInfo.InvariantCulture) : d.ToString("0.00e0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    private static void Write(Utf8JsonWriter json, string name, object? cell)
    {
        switch (cell)
        {
            case null: json.WriteNull(name); break;
            case double d: json.WriteDigits(name, d); break;
            case string s: json.WriteString(name, s); break;
            default: json.WriteNumber(name, Convert.ToInt64(cell, CultureInfo.InvariantCulture)); break;
        }
    }

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        double d => double.IsFinite(d) ? Digits.Of(d) : "",
        string s => s.AsSpan().IndexOfAny(",\"\n") < 0 ? s : $"\"{s.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
