using System.Globalization;
using System.Net;
using System.Text;
using QuantumCluster.Actors.Faults;

namespace QuantumCluster.Experiments.Laboratory.Reports;

/// <summary>A report as one HTML page that needs nothing beside itself: pictures are in it.</summary>
internal static class ReportPage
{
    private const int MostRows = 40;

    private const string Style = """
        body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1c2430; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.7rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; border-bottom: 1px solid #d5dbe4; }
        .question { color: #55606e; margin-top: 0; } .findings li { margin: .35rem 0; }
        figure { margin: 1.2rem 0; } figure img { width: 100%; border: 1px solid #e4e8ee; } figcaption, .note { color: #55606e; font-size: .9rem; }
        table { border-collapse: collapse; font-size: .85rem; display: block; overflow-x: auto; } th, td { padding: .2rem .6rem; border-bottom: 1px solid #e4e8ee; text-align: right; white-space: nowrap; }
        th { background: #f4f6f9; } td.text, th.text { text-align: left; } pre { background: #f4f6f9; padding: .8rem; overflow: auto; max-height: 24rem; font-size: .8rem; }
        .measured { background: #fff4e0; padding: 0 .4rem; border-radius: .3rem; font-size: .8rem; }
        """;

    /// <param name="pictures">PNGs by figure name.</param>
    public static string Html(Report report, IReadOnlyDictionary<string, byte[]> pictures)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.Append($"<title>{Text(report.Name)} – QuantumCluster laboratory</title>\n<style>\n{Style}\n</style>\n");
        html.Append($"<h1>{Text(report.Name)}</h1>\n<p class=\"question\">{Text(report.Question)}</p>\n");
        html.Append("<h2>Findings</h2>\n<ol class=\"findings\">\n");
        foreach (string finding in report.Findings) html.Append($"<li>{Text(finding)}</li>\n");
        html.Append("</ol>\n");
        foreach (Figure figure in report.Figures)
        {
            html.Append($"<figure><img alt=\"{Text(figure.Chart.Title)}\" src=\"data:image/png;base64,{Convert.ToBase64String(pictures[figure.Name])}\">\n");
            html.Append($"<figcaption>{Text(figure.Caption)} (<a href=\"{figure.Name}.svg\">{figure.Name}.svg</a>)</figcaption></figure>\n");
        }

        foreach (DataTable table in report.Summaries) Append(html, table);
        html.Append("<h2>Method, and what it can not say</h2>\n<ul>\n");
        foreach (string sentence in report.Method) html.Append($"<li>{Text(sentence)}</li>\n");
        html.Append("</ul>\n");
        AppendPlans(html, report);
        AppendConfiguration(html, report);
        return html.Append("</html>\n").ToString();
    }

    private static void Append(StringBuilder html, DataTable table)
    {
        bool IsText(int column) => table.Rows.Any(r => r[column] is string);
        html.Append($"<h2>{Text(table.Caption)}{(table.IsMeasured ? " <span class=\"measured\">measured on this machine</span>" : "")}</h2>\n<table>\n<tr>");
        for (int c = 0; c < table.Columns.Length; c++)
        {
            DataColumn column = table.Columns[c];
            html.Append($"<th{(IsText(c) ? " class=\"text\"" : "")} title=\"{Text(column.Meaning)}\">{Text(column.Name)}{(column.Unit.Length == 0 ? "" : $" [{Text(column.Unit)}]")}</th>");
        }

        html.Append("</tr>\n");
        foreach (IReadOnlyList<object?> row in table.Rows.Take(MostRows))
        {
            html.Append("<tr>");
            for (int c = 0; c < row.Count; c++) html.Append($"<td{(IsText(c) ? " class=\"text\"" : "")}>{Text(DataTable.Short(row[c]))}</td>");
            html.Append("</tr>\n");
        }

        html.Append("</table>\n<p class=\"note\">");
        if (table.Rows.Count > MostRows) html.Append(CultureInfo.InvariantCulture, $"The first {MostRows} of {table.Rows.Count} rows. ");
        html.Append($"All digits: <a href=\"{table.FileName}.csv\">{table.FileName}.csv</a>, <a href=\"{table.FileName}.jsonl\">{table.FileName}.jsonl</a>.</p>\n");
    }

    private static void AppendPlans(StringBuilder html, Report report)
    {
        if (report.Plans.Length == 0)
        {
            html.Append("<h2>Fault plan</h2>\n<p>None: nothing is made to fail.</p>\n");
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<h2>Fault plans</h2>\n<p class=\"note\">{report.Plans.Length} plans, all in <a href=\"plans/\">plans/</a>; the same files play on processes: <code>qcluster soak --plan FILE</code>.</p>\n");
        foreach (NamedPlan plan in report.Plans.Take(report.PlansShown))
            html.Append($"<p><a href=\"{ReportFolder.PlanFile(plan)}\">{ReportFolder.PlanFile(plan)}</a></p>\n<pre>{Text(FaultPlanText.Write(plan.Plan))}</pre>\n");
    }

    private static void AppendConfiguration(StringBuilder html, Report report)
    {
        html.Append("<h2>Configuration</h2>\n<table>\n");
        foreach (Setting setting in report.Configuration)
            html.Append($"<tr><td class=\"text\">{Text(setting.Name)}</td><td class=\"text\">{Text(Convert.ToString(setting.Value, CultureInfo.InvariantCulture)!)}</td><td class=\"text\">{Text(setting.Meaning)}</td></tr>\n");
        html.Append("</table>\n<p class=\"note\">The same in <a href=\"config.json\">config.json</a>.</p>\n");
        if (report.RawData.Length == 0) return;
        html.Append("<h2>Raw data</h2>\n<ul>\n");
        foreach (DataTable table in report.RawData)
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{table.FileName}.csv\">{table.FileName}.csv</a>, <a href=\"{table.FileName}.jsonl\">.jsonl</a>: {Text(table.Caption)}, {table.Rows.Count} rows</li>\n");
        html.Append("</ul>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
