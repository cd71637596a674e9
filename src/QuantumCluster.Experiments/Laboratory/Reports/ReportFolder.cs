using System.Globalization;
using System.Text;
using System.Text.Json;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Experiments.Laboratory.Reports;

/// <summary>
/// Writes a report: <c>report.html</c>, <c>config.json</c>, every table as <c>.csv</c> and <c>.jsonl</c>, every figure as <c>.png</c> and
/// <c>.svg</c>, every fault plan as <c>plans/….conf</c>.
/// </summary>
public static class ReportFolder
{
    public const string PageName = "report.html";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static void Write(string folder, Report report)
    {
        Directory.CreateDirectory(folder);
        string In(string name) => Path.Combine(folder, name);
        foreach (DataTable table in report.Summaries.AddRange(report.RawData))
        {
            ReplacedFile.WriteText(In(table.FileName + ".csv"), table.ToCsv());
            ReplacedFile.WriteText(In(table.FileName + ".jsonl"), table.ToJsonLines());
        }

        var pictures = new Dictionary<string, byte[]>();
        foreach (Figure figure in report.Figures)
        {
            byte[] png = pictures[figure.Name] = figure.Chart.ToPng();
            ReplacedFile.Write(In(figure.Name + ".png"), stream => stream.Write(png));
            ReplacedFile.WriteText(In(figure.Name + ".svg"), figure.Chart.ToSvg());
        }

        if (report.Plans.Length > 0) Directory.CreateDirectory(In("plans"));
        foreach (NamedPlan plan in report.Plans) ReplacedFile.WriteText(In(PlanFile(plan)), FaultPlanText.Write(plan.Plan));
        ReplacedFile.WriteText(In("config.json"), Configuration(report));
        ReplacedFile.WriteText(In(PageName), ReportPage.Html(report, pictures));
    }

    internal static string PlanFile(NamedPlan plan) => $"plans/{plan.Name}.conf";

    private static string Configuration(Report report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("experiment", report.Name);
            foreach (Setting setting in report.Configuration)
            {
                switch (setting.Value)
                {
                    case bool b: json.WriteBoolean(setting.Name, b); break;
                    case double d: json.WriteDigits(setting.Name, d); break;
                    case int or long: json.WriteNumber(setting.Name, Convert.ToInt64(setting.Value, CultureInfo.InvariantCulture)); break;
                    case ulong u: json.WriteNumber(setting.Name, u); break;
                    default: json.WriteString(setting.Name, setting.Value.ToString()); break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
