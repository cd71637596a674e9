using System.Text.Json;
using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Tests.Laboratory.Reports;

public sealed class DataTableTests
{
    private static DataTable Table(bool measured = false)
    {
        var table = new DataTable("times", "Times", measured, new("name", "", "who"), new("time", "ms", "how long"), new("count", "", "how many"));
        table.Add("plain", 0.1 + 0.2, 3);
        table.Add("with, comma and \"quotes\"", double.NaN, 4L);
        table.Add(null, null, null);
        return table;
    }

    [Fact]
    public void Csv_names_units_quotes_text_and_keeps_every_digit() =>
        Assert.Equal("name,time [ms],count\nplain,0.30000000000000004,3\n\"with, comma and \"\"quotes\"\"\",,4\n,,\n", Table().ToCsv());

    [Fact]
    public void Json_lines_are_objects_by_column()
    {
        JsonElement[] rows = [.. Table().ToJsonLines().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(3, rows.Length);
        Assert.Equal(0.1 + 0.2, rows[0].GetProperty("time").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("time").ValueKind);
        Assert.Equal(4, rows[1].GetProperty("count").GetInt64());
    }

    [Fact]
    public void What_is_measured_says_so_in_its_name() => Assert.Equal(("times", "measured-times"), (Table().FileName, Table(measured: true).FileName));

    [Fact]
    public void Rows_of_another_length_or_cells_of_another_kind_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Table().Add("a", 1.0));
        Assert.Throws<ArgumentException>(() => Table().Add("a", 1.0, TimeSpan.Zero));
    }
}
