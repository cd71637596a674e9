using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Soak;
using QuantumCluster.Learning.Native;
using Spectre.Console;

namespace QuantumCluster.Cli.Soak;

/// <summary><c>qcluster soak</c>.</summary>
internal static class SoakCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        var options = new SoakOptions();
        var command = new Command("soak", "Train on worker processes while faults come down on them, and compare with the run without faults.");
        foreach (OptionGroup group in options.Groups)
            foreach (Option option in group.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            SoakSettings settings = options.Read(parsed);
            TorchNative.Load();
            var soak = new SoakRun(settings, time);
            Task<SoakReport> run = soak.RunAsync(cancellation);
            await new SoakDisplay(soak, settings.Plan, AnsiConsole.Console, parsed.InvocationConfiguration.Error, time).RunAsync(run);
            SoakReport report = await run;
            string json = SoakJson.Text(report);
            await File.WriteAllTextAsync(settings.ReportFile, json, cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(options.AsJson)) await output.WriteLineAsync(json);
            else SoakPage.Write(output, report, settings);
            return report.Passed ? ExitCode.Success : ExitCode.RunFailed;
        });
        return new(command, new HelpPage(
            "Starts a coordinator and workers as processes on this machine and trains on them, beside random batches, while a plan drawn from the seed kills, stops, cuts off, slows and "
                + "garbles them and has workers join and leave. Afterwards it trains the same without faults and compares every loss, the trained network and every batch to the last bit.",
            [
                new("a minute, 50 faults", "qcluster soak"),
                new("1,000 faults in twenty minutes, for programs", "qcluster soak --minutes 20 --seed 7 --json"),
                new("the same faults again", "qcluster soak --plan runs/soak-seed7/plan.conf"),
                new("only deaths, and workers that come and go", "qcluster soak --kinds kill,add,drain"),
            ],
            options.Groups,
            [
                ("What it tells", "Faults by kind; jobs granted again and late outcomes dropped, by the coordinator's count; the recovery times of faults: from the injection until every run that was "
                    + "under way then was answered; runs lost, which must be none; and whether the result is identical. It ends with 0 when it is and nothing was lost, else with 1."),
                ("What is written", "In the folder: plan.conf, which --plan plays again; nodes.conf, the nodes' configuration; report.json, what --json prints."),
            ]));
    }
}
