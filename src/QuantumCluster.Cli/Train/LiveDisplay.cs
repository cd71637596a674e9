using System.Globalization;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Learning.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantumCluster.Cli.Train;

/// <summary>A display that stays in place: finished epochs as a table, bars for epoch and step, and what the cluster does.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TrainingView view, ClusterWatch cluster, TimeProvider time)
{
    private const int BarWidth = 40;
    private const int EpochsShown = 12;
    private const int DevicesDrawn = 16;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(120);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Shows the training until <paramref name="training"/> has ended, in whatever way.</summary>
    public async Task RunAsync(Task training) => await console.Live(Render(training)).AutoClear(false).StartAsync(async context =>
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!training.IsCompleted && await timer.WaitForNextTickAsync())
        {
            context.UpdateTarget(Render(training));
            context.Refresh();
        }
    });

    private IRenderable Render(Task training)
    {
        TrainingView.Snapshot now = view.Now;
        if (now.Started is not { } started) return new Markup("[grey]preparing the network …[/]");
        var parts = new List<IRenderable>();
        if (now.Epochs.Length > 0) parts.Add(Epochs(now));
        parts.Add(Bars(now, started, training));
        parts.Add(Figures(now));
        return new Rows(parts);
    }

    private static Table Epochs(TrainingView.Snapshot now)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string title in (string[])["epoch", "training loss", "validation loss", "accuracy", "AUC", "seconds", ""]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (EpochSummary e in now.Epochs.TakeLast(EpochsShown))
            table.AddRow(Text($"{e.Epoch}"), Text($"{e.TrainLoss:F4}"), Text($"{e.ValidationLoss:F4}"), Text($"{e.ValidationAccuracy:F4}"), Text($"{e.ValidationAuc:F4}"),
                Text($"{e.Seconds:F1}"), e == now.Best ? "[green]best[/]" : "");
        return table;
    }

    private static Grid Bars(TrainingView.Snapshot now, TrainingStarted started, Task training)
    {
        int epochsDone = now.Epochs.Length, steps = started.StepsPerEpoch;
        int step = now.Step is { } s && s.Epoch == epochsDone + 1 ? s.Step : 0;
        bool trained = epochsDone >= started.LastEpoch;
        string doing = training.IsCompletedSuccessfully ? "done" : training.IsCompleted ? "stopped" : trained ? "testing the best model" : step == steps ? "validating" : $"{step} of {steps}";
        var grid = new Grid().AddColumn().AddColumn().AddColumn();
        grid.AddRow("epoch", Bar(epochsDone + (double)step / steps, started.LastEpoch), $"{Math.Min(epochsDone + 1, started.LastEpoch)} of {started.LastEpoch}");
        grid.AddRow("step", Bar(trained ? steps : step, steps), doing);
        return grid;
    }

    private Grid Figures(TrainingView.Snapshot now)
    {
        ClusterActivity? activity = cluster.Latest;
        int devices = activity?.Devices ?? 0, busy = Math.Min(devices, activity?.DevicesBusy ?? 0);
        string drawn = devices is > 0 and <= DevicesDrawn ? $"[yellow]{new string('■', busy)}[/][grey]{new string('□', devices - busy)}[/] " : "";
        var grid = new Grid().AddColumn().AddColumn().AddColumn().AddColumn();
        grid.AddRow(
            $"loss [bold]{(now.Step is { } s ? Text($"{s.Loss:F4}") : "–")}[/]",
            $"[bold]{Text($"{now.Step?.ImagesPerSecond ?? 0:F0}")}[/] images/s",
            cluster.HasCluster ? $"[bold]{Text($"{cluster.JobsPerSecond:F0}")}[/] jobs/s" : "",
            cluster.HasCluster ? $"devices busy {drawn}{busy} of {devices}" : "");
        grid.AddRow(
            $"elapsed {time.GetElapsedTime(_started).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture)}",
            cluster.HasCluster ? Text($"{activity?.Nodes ?? 0} nodes") : "",
            !cluster.HasCluster ? "" : activity is { JobsRequeued: > 0 } ? Text($"{activity.JobsRequeued} requeued") : Text($"{cluster.ShareAsked:P0} waiting"),
            "[grey]Ctrl+C stops, --resume goes on[/]");
        return grid;
    }

    private static string Bar(double value, double of)
    {
        int full = (int)Math.Clamp(Math.Round(BarWidth * value / of), 0, BarWidth);
        return $"[green]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/]";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
