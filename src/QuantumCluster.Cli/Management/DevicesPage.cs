using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Actors.Management;
using QuantumCluster.Cli.Plan;
using Spectre.Console;

namespace QuantumCluster.Cli.Management;

/// <summary>Devices as a table for people, a row for each.</summary>
internal static class DevicesPage
{
    public static void Write(TextWriter output, ImmutableArray<WorkerReport> workers)
    {
        if (workers.IsEmpty)
        {
            output.WriteLine("The cluster has no worker; start one with: qcluster node --role worker.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumn("node").AddColumn("state");
        foreach (string title in (string[])["in hand", "device"]) table.AddColumn(new TableColumn(title).RightAligned());
        table.AddColumn("profile");
        foreach (string title in (string[])["qubits", "jobs done", "mean service"]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (WorkerReport worker in workers)
            for (int d = 0; d < worker.Devices.Length; d++)
            {
                DeviceReport device = worker.Devices[d];
                string[] node = d == 0 ? [Markup.Escape(worker.Node), State(worker.State), Text($"{worker.JobsInHand}")] : ["", "", ""];
                table.AddRow([.. node, Text($"{d}"), Markup.Escape(device.Profile), Text($"{device.Qubits}"), Text($"{device.Jobs:N0}"), Mean(device)]);
            }

        Pages.Console(output).Write(table);
        int devices = workers.Sum(w => w.Devices.Length);
        output.WriteLine(Text($"{PlanWords.Counted(devices, "device")} on {PlanWords.Counted(workers.Length, "worker")}, {workers.Sum(w => w.Devices.Sum(d => d.Jobs)):N0} jobs done since they started"));
    }

    private static string State(WorkerState state) => state switch
    {
        WorkerState.Registered => "[green]registered[/]",
        WorkerState.Draining => "[yellow]draining[/]",
        WorkerState.Drained => "[yellow]drained[/]",
        _ => "[red]unregistered[/]",
    };

    private static string Mean(DeviceReport device) => device.Jobs == 0 ? "–" : (device.ServiceSeconds / device.Jobs) switch
    {
        >= 1 and var s => Text($"{s:F2} s"),
        >= 1e-3 and var s => Text($"{s * 1e3:F2} ms"),
        var s => Text($"{s * 1e6:F0} µs"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
