using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary><c>network</c>: the same training over wires that delay, lose and part.</summary>
public sealed class NetworkExperiment : IExperiment
{
    public string Name => "network";

    public string Question => "What do delay, loss and a partition between nodes do to a training step, and to the training's result?";

    public string? Obstacle => Hosts.Obstacle();

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        ImmutableArray<NetworkCase> cases = NetworkCase.All(settings.Quick, settings.Seed.For(Name));
        var found = new List<(NetworkCase Case, NetworkedRun Run, Estimate StepTime)>();
        DataTable losses = new("losses", "every step's loss", false, new("network", "", ""), new("step", "", "from 1"), new("loss", "", "cross-entropy"));
        DataTable steps = new("steps", "every step's time", true, new("network", "", ""), new("step", "", "from 1; the first of an epoch has no time"), new("time", "ms", "from the step before"));
        DataTable summary = new("network", "Step time by network", true, new("network", "", "delay one way, share of packets lost"), new("delay", "ms", "one way"), new("loss", "", "share of packets"),
            new("stepTime", "ms", "mean"), new("stepTimeError", "ms", "standard error over steps"), new("longest", "ms", "longest step"), new("packets", "", "sent while the training lasted"), new("lost", "", "of them"), new("sameBits", "", "1: every loss has the bits of the training over the ideal wire"));
        await using (NetworkedTraining network = await NetworkedTraining.StartAsync(settings, cancellation).ConfigureAwait(false))
        {
            settings.Progress("once for nothing, so that no process is cold");
            await network.TrainAsync(cases[0], cancellation).ConfigureAwait(false);
            foreach (NetworkCase one in cases)
            {
                settings.Progress(one.Name);
                NetworkedRun run = await network.TrainAsync(one, cancellation).ConfigureAwait(false);
                var time = Estimate.Of([.. run.Steps.Select(s => s.Milliseconds)]);
                found.Add((one, run, time));
                for (int s = 0; s < run.Losses.Length; s++) losses.Add(one.Name, s + 1, run.Losses[s]);
                foreach (var (step, ms) in run.Steps) steps.Add(one.Name, step, ms);
                summary.Add(one.Name, one.DelayMilliseconds, one.Wire.Loss, time.Mean, time.Error, run.Steps.Max(s => s.Milliseconds), run.Packets.Sent, run.Packets.Lost, Same(run, found[0].Run) ? 1 : 0);
            }
        }

        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("networks", string.Join("; ", cases.Select(c => c.Name)), "delay one way, share of packets lost"), new("partition", FaultPlanText.Describe(cases[^1].Faults!.Faults[0].Act), "of the first worker, from the second step of the second epoch on: the fault plan below"),
                new("hosts", "coordinator, 2 workers of 2 devices, trainer", "each a process in a network namespace of its own"), new("training", Invariant($"su4, {NetworkedTraining.StepsPerEpoch} steps of {NetworkedTraining.BatchSize} images, 2 epochs"), "pictures made from the seed"),
            ],
            Findings = [.. Findings(found)],
            Method =
            [
                "Real processes in network namespaces; the wire between them is this process, which passes IP packets between TUN devices, late or never. Its timers are good to about a millisecond. The seed keys which share of packets is lost; how many packets TCP sends is not in its hands, so times are measured and marked so. Losses of the training do repeat.",
                "The time of a step is that between two lines of the trainer's log; the first step of an epoch, in which programs may travel, is left out. It holds the classical network's part, which needs no wire. Standard errors are over the steps of one training.",
            ],
            Figures = [ByDelay(found), ByLoss(found), Along(found)],
            Summaries = [summary],
            RawData = [losses, steps],
            Plans = [new("partition", cases[^1].Faults!)],
        };
    }

    private static bool Same(NetworkedRun run, NetworkedRun other) => run.Losses.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(other.Losses.Select(BitConverter.DoubleToInt64Bits));

    private static bool IsDelayOnly(NetworkCase c) => c.Wire.Loss == 0 && c.Faults is null;

    private static IEnumerable<string> Findings(List<(NetworkCase Case, NetworkedRun Run, Estimate StepTime)> found)
    {
        var (ideal, slowest) = (found[0], found.Last(f => IsDelayOnly(f.Case)));
        double ways = (slowest.StepTime.Mean - ideal.StepTime.Mean) / slowest.Case.DelayMilliseconds, error = Math.Sqrt(slowest.StepTime.Error * slowest.StepTime.Error + ideal.StepTime.Error * ideal.StepTime.Error) / slowest.Case.DelayMilliseconds;
        yield return Invariant($"A step takes {Text(ideal.StepTime)} ms over the ideal wire and {Text(slowest.StepTime)} ms with {slowest.Case.DelayMilliseconds} ms of delay one way: it waits for {ways:F1} ± {error:F1} ways across the wire. Forward and backward need four each (trainer, coordinator, worker and back).");
        yield return "Loss: " + string.Join("; ", found.Where(f => f.Case.Wire.Loss > 0).Select(f => Invariant($"{f.Case.Name}, {Text(f.StepTime)} ms a step, the longest {f.Run.Steps.Max(s => s.Milliseconds):F0} ms, {f.Run.Packets.Lost} of {f.Run.Packets.Sent} packets lost"))) + Invariant($"; without loss {Text(found.First(f => f.Case.Name == "5 ms").StepTime)} ms.");
        var parted = found[^1];
        int same = found.Count(f => Same(f.Run, ideal.Run));
        yield return Invariant($"A worker cut off for {parted.Case.Faults!.Length.TotalSeconds} s ({parted.Run.Packets.Lost} packets lost) makes the longest step {parted.Run.Steps.Max(s => s.Milliseconds):F0} ms long, where it is {found.First(f => f.Case.Name == "5 ms").Run.Steps.Max(s => s.Milliseconds):F0} ms without; the other worker does the rest. The losses of {same} of {found.Count} trainings have the same bits{(same == found.Count ? ": no network changes a result" : "")}.");
    }

    private static Figure ByDelay(List<(NetworkCase Case, NetworkedRun Run, Estimate StepTime)> found)
    {
        var delays = found.Where(f => IsDelayOnly(f.Case)).ToArray();
        return new("delay", "Measured: mean step time; bars: two standard errors over the steps of one training. Dashed: eight ways across the wire added to the ideal wire's step.", new LineChart("Step time by delay", new ChartAxis("delay one way [ms]"), new ChartAxis("mean step time [ms]") { Least = 0 },
        [
            new("measured", [.. delays.Select(f => new ChartPoint(f.Case.DelayMilliseconds, f.StepTime.Mean, 2 * f.StepTime.Error))]),
            new("eight ways", [.. delays.Select(f => new ChartPoint(f.Case.DelayMilliseconds, delays[0].StepTime.Mean + 8 * f.Case.DelayMilliseconds))], SeriesStyle.Reference),
        ]));
    }

    private static Figure ByLoss(List<(NetworkCase Case, NetworkedRun Run, Estimate StepTime)> found)
    {
        var lossy = found.Where(f => f.Case.DelayMilliseconds == 5 && f.Case.Faults is null).OrderBy(f => f.Case.Wire.Loss).ToArray();
        return new("loss", "Measured with 5 ms of delay: mean and longest step; bars: two standard errors over the steps of one training.", new LineChart("Step time by loss, 5 ms one way", new ChartAxis("packets lost [%]"), new ChartAxis("step time [ms]") { Least = 0 },
        [
            new("mean", [.. lossy.Select(f => new ChartPoint(100 * f.Case.Wire.Loss, f.StepTime.Mean, 2 * f.StepTime.Error))]),
            new("longest", [.. lossy.Select(f => new ChartPoint(100 * f.Case.Wire.Loss, f.Run.Steps.Max(s => s.Milliseconds)))]),
        ]));
    }

    private static Figure Along(List<(NetworkCase Case, NetworkedRun Run, Estimate StepTime)> found) => new("steps", "Measured: every step of every training. The partition comes after the second step of the second epoch.",
        new LineChart("Step by step", new ChartAxis("step"), new ChartAxis("step time [ms]", AxisScale.Logarithmic), [.. found.Select(f => new ChartSeries(f.Case.Name, [.. f.Run.Steps.Select(s => new ChartPoint(s.Step, s.Milliseconds))]))]));

    private static string Text(Estimate estimate) => Invariant($"{estimate.Mean:F0} ± {estimate.Error:F0}");
}
