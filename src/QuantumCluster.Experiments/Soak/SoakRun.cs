using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Experiments.Soak;

/// <summary>
/// A chaos run: a training and random batches on worker processes while a plan's faults come down on them; then the same training without
/// faults, and the comparison of both.
/// </summary>
public sealed class SoakRun(SoakSettings settings, TimeProvider time)
{
    private static readonly TimeSpan SettlingLimit = TimeSpan.FromSeconds(120);
    private readonly long _start = time.GetTimestamp();
    private Func<SoakProgress> _now = () => SoakProgress.None;

    /// <summary>May be asked from any thread.</summary>
    public SoakProgress Now => _now();

    /// <exception cref="ExecutionFailedException">The cluster could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; all processes have ended.</exception>
    public async Task<SoakReport> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.Folder);
        ReplacedFile.WriteText(settings.PlanFile, FaultPlanText.Write(settings.Plan));
        (SoakReport report, TrainingTrace? faulty) = await SufferAsync(cancellation).ConfigureAwait(false);
        if (faulty is null) return report with { Differences = report.Differences.Add("The training did not come to its end.") };
        return report with { Differences = [.. report.Differences, .. SoakReport.Compare(faulty, await TrainFaultFreeAsync(report, faulty.Losses.Length, cancellation).ConfigureAwait(false))] };
    }

    private TimeSpan Elapsed() => time.GetElapsedTime(_start);

    private async Task<(SoakReport, TrainingTrace?)> SufferAsync(CancellationToken cancellation)
    {
        await using var nodes = new SoakNodes(settings, Elapsed, time);
        await nodes.StartAsync(cancellation).ConfigureAwait(false);
        await using ClusterConnection cluster = await ClusterConnection.JoinAsync([.. nodes.Coordinators.Select(c => c.Place)],
            new ClusterConnectionSettings { Time = time, ConfigFiles = [nodes.ConfigurationFile], Patience = TimeSpan.FromMinutes(2) }, cancellation).ConfigureAwait(false);
        var journal = new RunJournal(cluster.Executor, Elapsed);
        var watch = new ClusterWatch(cluster, time);
        var player = new FaultPlayer(settings.Plan, nodes.Workers, new FaultInjector(cluster), nodes.Coordinators, Elapsed, time);
        var training = new TrainingLoad(journal, settings.Plan.Seed.For("training"), time);
        RandomLoad[] loads = [.. Enumerable.Range(0, settings.Callers).Select(i => new RandomLoad(journal, settings.Plan.Seed.For("batches").For((ulong)i)))];

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task watching = watch.RunAsync(over.Token);
        // Torch's scopes belong to one thread, so the training has one of its own.
        Task<TrainingTrace> trained = Task.Factory.StartNew(() => training.Run(_ => over.IsCancellationRequested), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task[] loaded = [.. loads.Select(l => Task.Run(() => l.RunAsync(over.Token), CancellationToken.None))];
        while (training.Steps == 0 && !trained.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation).ConfigureAwait(false);

        TimeSpan begun = Elapsed();
        SoakPhase phase = SoakPhase.Faults;
        _now = () => new(phase, Elapsed() - begun, SoakReport.Count(player.Injected), nodes.Workers.Count(w => w.IsUp), training.Steps, 0, journal.Count, watch.Totals);
        await player.PlayAsync(cancellation).ConfigureAwait(false);
        phase = SoakPhase.Settling;
        await over.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll([trained, .. loaded, watching]).WaitAsync(SettlingLimit, time, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ExecutionFailedException or TimeoutException)
        {
            // Runs that failed or hang are counted below.
        }

        int left = await LeftOverAsync(watch, cancellation).ConfigureAwait(false);
        SoakReport report = Report(player, journal, watch, nodes, loads, Elapsed() - begun, left);
        if (trained.Exception is { } failure) report = report with { Failures = report.Failures.Add(failure.GetBaseException().Message) };
        return (report with { Steps = training.Steps }, trained.IsCompletedSuccessfully ? await trained.ConfigureAwait(false) : null);
    }

    /// <summary>Jobs that the coordinator still holds though nobody waits for a run.</summary>
    private async Task<int> LeftOverAsync(ClusterWatch watch, CancellationToken cancellation)
    {
        for (TimeSpan start = Elapsed(); ; await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation).ConfigureAwait(false))
        {
            await watch.LookAsync(cancellation).ConfigureAwait(false);
            int left = watch.Latest is { } a ? a.JobsQueued + a.JobsLeased : 0;
            if (left == 0 || Elapsed() - start > TimeSpan.FromSeconds(10)) return left;
        }
    }

    private SoakReport Report(FaultPlayer player, RunJournal journal, ClusterWatch watch, SoakNodes nodes, RandomLoad[] loads, TimeSpan length, int left)
    {
        IReadOnlyList<RunInterval> runs = journal.Runs;
        ImmutableArray<InjectedFault> faults = player.Injected;
        var recoveries = faults.Where(f => f.Planned.Act is not FaultAct.Add)
            .Select(f => (f.Planned.Act.Kind, Time: Recovery.Of(f.At, runs))).Where(r => r.Time is not null).Select(r => (r.Kind, Time: r.Time!.Value)).ToArray();
        int different = loads.Sum(l => l.Different), batches = loads.Sum(l => l.Passes);
        return new(settings.Plan, faults, player.Missed, length,
            recoveries.GroupBy(r => r.Kind).ToImmutableSortedDictionary(g => g.Key, g => Recovery.Of(g.Select(r => r.Time))), Recovery.Of(recoveries.Select(r => r.Time)),
            watch.Totals, nodes.Workers.Sum(w => Math.Max(0, w.Starts - 1)), runs.Count, runs.Count(r => r.Failed || r.End is null) + left, 0, batches,
            different == 0 ? [] : [FormattableString.Invariant($"{different} of {batches} random batches differ from what one device gives.")], [.. loads.SelectMany(l => l.Failures)]);
    }

    private async Task<TrainingTrace> TrainFaultFreeAsync(SoakReport report, int steps, CancellationToken cancellation)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Time = time });
        var training = new TrainingLoad(cluster.Executor, settings.Plan.Seed.For("training"), time);
        _now = () => new(SoakPhase.FaultFree, report.Length, report.FaultCounts, 0, training.Steps, steps, report.Runs, report.Totals);
        return await Task.Factory.StartNew(() => training.Run(done => done == steps || cancellation.IsCancellationRequested), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(cancellation).ConfigureAwait(false);
    }
}
