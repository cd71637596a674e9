using System.Globalization;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Experiments.Soak;
using Spectre.Console;

namespace QuantumCluster.Cli.Soak;

/// <summary>What a soak is doing: a display that stays in place, or, where there is no terminal, a line now and then.</summary>
internal sealed class SoakDisplay(SoakRun soak, FaultPlan plan, IAnsiConsole console, TextWriter log, TimeProvider time)
{
    private const int BarWidth = 40;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250), LineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Shows the soak until <paramref name="run"/> has ended, in whatever way.</summary>
    public async Task RunAsync(Task run)
    {
        if (console.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected)
            await console.Live(Render()).AutoClear(true).StartAsync(async context =>
            {
                using var timer = new PeriodicTimer(Frame, time);
                while (!run.IsCompleted && await timer.WaitForNextTickAsync()) context.UpdateTarget(Render());
            });
        else
            await LogAsync(run);
    }

    private async Task LogAsync(Task run)
    {
        while (await Task.WhenAny(run, Task.Delay(LineEvery, time)) != run)
        {
            log.WriteLine(Sentence(soak.Now));
            log.Flush();
        }
    }

    private Rows Render()
    {
        SoakProgress now = soak.Now;
        int done = now.Faults.Values.Sum();
        var kinds = new Table().Border(TableBorder.Simple);
        kinds.AddColumn("fault");
        kinds.AddColumn(new TableColumn("injected").RightAligned());
        kinds.AddColumn(new TableColumn("planned").RightAligned());
        foreach (IGrouping<FaultKind, Fault> kind in plan.Faults.GroupBy(f => f.Act.Kind).OrderBy(g => g.Key))
            kinds.AddRow(FaultPlanText.NameOf(kind.Key), Text($"{now.Faults.GetValueOrDefault(kind.Key)}"), Text($"{kind.Count()}"));
        int full = (int)Math.Clamp(Math.Round(BarWidth * (double)done / Math.Max(1, plan.Faults.Length)), 0, BarWidth);
        return new Rows(kinds, new Markup(Text($"[green]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/] {done} of {plan.Faults.Length}")), new Text(Sentence(now)));
    }

    private string Sentence(SoakProgress now) => now.Phase switch
    {
        SoakPhase.Starting => "starting the cluster …",
        SoakPhase.FaultFree => Text($"the same training without faults: step {now.Steps} of {now.StepsWanted}"),
        _ => Text($"{now.Elapsed.TotalSeconds:F0} s: {now.Faults.Values.Sum()} of {plan.Faults.Length} faults, {now.WorkersUp} workers up, {now.Steps} training steps, {now.Runs} runs, {now.Totals.JobsRetried} jobs retried, {now.Totals.DuplicatesDropped} duplicates dropped"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
