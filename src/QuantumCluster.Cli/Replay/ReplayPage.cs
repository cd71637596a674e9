using System.Globalization;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Cli.Replay;

/// <summary>A replay for people. Times count from the moment at which the run was admitted.</summary>
internal static class ReplayPage
{
    public static void Write(TextWriter output, IReadOnlyList<Replayed> replayed, IReadOnlyList<StepRuns>? steps)
    {
        foreach (Replayed recording in replayed)
        {
            Line(output, $"{Path.GetFileName(recording.File)}: {recording.Events} events in {recording.Length.TotalSeconds:0.0} s, {(recording.FirstDifference is { } event_ ? $"other effects than recorded from event {event_} on" : "the same effects as recorded")}");
            if (recording.IsCutShort) output.WriteLine("It ends within an event: its coordinator was killed while it wrote; what came before is whole.");
            foreach (StepRuns step in steps?.Where(s => s.Ledger == Path.GetFileName(recording.File)) ?? [])
                Line(output, $"Step {step.Step}, in epoch {step.Epoch}: forward run {step.Forward}, backward run {step.Backward}.");
            foreach (IGrouping<RunId, JobHistory> run in recording.Jobs.GroupBy(j => j.Key.Run)) WriteRun(output, run);
        }
    }

    private static void WriteRun(TextWriter output, IGrouping<RunId, JobHistory> run)
    {
        TimeSpan start = run.Min(j => j.Moments[0].At);
        output.WriteLine();
        Line(output, $"Run {run.Key}, admitted at {start.TotalSeconds:0.000} s:");
        foreach (JobHistory job in run)
        {
            JobKey key = job.Key;
            Line(output, $"  fragment {key.Fragment}, variants {key.FirstVariant}..{key.FirstVariant + key.VariantCount - 1}, samples {key.FirstSample}..{key.FirstSample + key.SampleCount - 1}");
            foreach (JobMoment moment in job.Moments) Line(output, $"    {(moment.At - start).TotalMilliseconds,10:0.00} ms  {moment.Words}");
        }
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
