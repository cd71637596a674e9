using System.Globalization;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Management;
using QuantumCluster.Cli.Plan;
using Spectre.Console;

namespace QuantumCluster.Cli.Management;

/// <summary>A cluster on one page for people.</summary>
internal static class StatusPage
{
    private const int MembersShown = 40;

    public static void Write(TextWriter output, ClusterReport report, Pace pace)
    {
        IAnsiConsole console = Pages.Console(output);
        var members = new Table().Border(TableBorder.Rounded).AddColumn("node").AddColumn("role").AddColumn("state").AddColumn("");
        foreach (MemberReport member in report.Members.Take(MembersShown))
            members.AddRow(Markup.Escape(member.Node), Markup.Escape(member.Role), State(member.State), Markup.Escape(Remark(member, report.Seat)));
        console.Write(members);
        output.WriteLine(string.Join(", ", report.Members.GroupBy(m => (m.Role, m.State)).Select(g => $"{PlanWords.Counted(g.Count(), g.Key.Role)} {g.Key.State}")));
        output.WriteLine();
        if (report.Seat is not { } seat)
        {
            output.WriteLine("No coordinator holds the seat: nothing is granted until one does.");
            return;
        }

        LedgerCounts counts = seat.Counts;
        var grid = new Grid().AddColumn().AddColumn();
        Row(grid, "devices", $"{counts.DevicesBusy} of {counts.Devices} busy, on {PlanWords.Counted(counts.Workers, "worker")}");
        Row(grid, "runs", $"{counts.Runs} under way");
        Row(grid, "jobs", Text($"{counts.Queued:N0} queued, {counts.Leased:N0} leased, {counts.Done:N0} done{(pace.Jobs is { } jobs ? Text($", {jobs:N0} a second") : "")}"));
        Row(grid, "put right", Text($"{counts.Requeued:N0} retried, {counts.Speculated:N0} copied for stragglers, {counts.Duplicated:N0} duplicates dropped, {counts.Refused:N0} refused, {counts.Invalid:N0} invalid"));
        if (counts.VerifyShare > 0 || counts.Verified > 0) Row(grid, "verified", Text($"{counts.Verified:N0} agreed, {counts.Disagreed:N0} disagreed, {counts.Retracted:N0} taken back; share {counts.VerifyShare:0.##}"));
        if (counts.Substituted > 0) Row(grid, "substituted", Text($"{counts.Substituted:N0} jobs went to devices of another class than the one they were bound to"));
        if (counts.Quarantined > 0) Row(grid, "quarantined", Text($"{PlanWords.Counted(counts.Quarantined, "worker")}; {counts.Doubtful:N0} unchecked outcomes of theirs in complete runs"));
        Row(grid, "messages", Text($"{pace.Messages:N0} a second at the node that was asked"));
        console.Write(grid);
    }

    private static void Row(Grid grid, string name, string value) => grid.AddRow($"[grey]{name}[/]", Markup.Escape(value));

    private static string State(string state) => state switch
    {
        "up" => "[green]up[/]",
        "unreachable" or "down" => $"[red]{state}[/]",
        _ => $"[yellow]{Markup.Escape(state)}[/]",
    };

    private static string Remark(MemberReport member, SeatReport? seat) => member.Role switch
    {
        "coordinator" when member.Node == seat?.Node => seat.Term > 0 ? Text($"holds the seat, term {seat.Term}") : "holds the seat",
        "coordinator" => "stands by",
        _ => "",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
