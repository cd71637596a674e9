using System.Collections.Immutable;
using System.Text.RegularExpressions;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Tests.Laboratory.Reports;

public sealed class ReportFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qcluster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Report_holds_configuration_data_pictures_and_plans_and_reads_without_a_server()
    {
        FaultPlan plan = FaultSchedule.Draw(new FaultScheduleSettings { Seed = new Seed(5), Length = TimeSpan.FromSeconds(3), Count = 12 });
        ReportFolder.Write(_folder, Report(plan));

        string page = File.ReadAllText(Path.Combine(_folder, "report.html"));
        Assert.All(Regex.Matches(page, "src=\"([^\"]*)\"").Select(m => m.Groups[1].Value), source => Assert.StartsWith("data:image/png;base64,", source));
        string[] links = [.. Regex.Matches(page, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(_folder, link)), link));
        Assert.Contains("1 &lt; 2 &amp; found", page);
        Assert.Contains("measured on this machine", page);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(FaultPlanText.Write(plan)), page);
        Assert.Equal(plan, FaultPlanText.Read(File.ReadAllText(Path.Combine(_folder, "plans", "one.conf")), "one.conf"));

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(_folder, "curve.png"))[..4]);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder, "curve.svg")));
        Assert.Contains("\"seed\": 5", File.ReadAllText(Path.Combine(_folder, "config.json")));
        Assert.All((string[])["numbers.csv", "numbers.jsonl", "measured-times.csv", "measured-times.jsonl"], file => Assert.True(File.Exists(Path.Combine(_folder, file)), file));
    }

    [Fact]
    public void The_same_report_makes_the_same_bytes()
    {
        FaultPlan plan = FaultSchedule.Draw(new FaultScheduleSettings { Seed = new Seed(5), Length = TimeSpan.FromSeconds(3), Count = 12 });
        string one = Path.Combine(_folder, "one"), other = Path.Combine(_folder, "other");
        ReportFolder.Write(one, Report(plan));
        ReportFolder.Write(other, Report(plan));
        string[] files = [.. Directory.GetFiles(one, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not ".svg").Select(f => Path.GetRelativePath(one, f))]; // clip paths in SVG have numbers of their process
        Assert.True(files.Length >= 8);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(other, file))));
    }

    [Fact]
    public void Charts_can_be_drawn_with_nothing_in_them_and_with_bars_below_zero_on_a_logarithmic_axis()
    {
        Assert.NotEmpty(new LineChart("empty", new ChartAxis("x"), new ChartAxis("y"), []).ToPng());
        ImmutableArray<ChartPoint> points = [new(1, 0.5, 0.9), new(10, double.NaN), new(0, 1), new(100, 5, 1)];
        Assert.NotEmpty(new LineChart("log", new ChartAxis("x", AxisScale.Logarithmic), new ChartAxis("y", AxisScale.Logarithmic), [new("a", points)]).ToPng());
    }

    private static Report Report(FaultPlan plan)
    {
        var numbers = new DataTable("numbers", "Numbers", false, new DataColumn("n", "", "a number"));
        var times = new DataTable("times", "Times", true, new DataColumn("time", "s", "a time"));
        numbers.Add(1);
        times.Add(0.5);
        return new Report
        {
            Name = "test",
            Question = "Does it hold?",
            Configuration = [new("seed", 5UL, ""), new("share", 0.1, "a share")],
            Findings = ["1 < 2 & found"],
            Method = ["By looking."],
            Figures = [new("curve", "A curve.", new LineChart("Curve", new ChartAxis("x [s]"), new ChartAxis("y [m]"), [new("a", [new(0, 1, 0.1), new(1, 2, 0.2)]), new("b", [new(0, 0), new(1, 1)], SeriesStyle.Reference)]))],
            Summaries = [numbers, times],
            Plans = [new("one", plan)],
        };
    }
}
