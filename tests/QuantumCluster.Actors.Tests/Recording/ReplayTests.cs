using System.Collections.Immutable;
using FsCheck.Xunit;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Tests.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Recording;

public sealed class ReplayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantumcluster-");

    private string File => Path.Combine(_folder.FullName, "ledger-001.events");

    public void Dispose() => _folder.Delete(recursive: true);

    [Property(Arbitrary = [typeof(Histories)], MaxTest = 100, Replay = "(5501, 1)", QuietOnSuccess = true)]
    public void A_replay_has_exactly_the_recorded_effects(History history)
    {
        string[][] effects = Record(history);
        using LedgerReplay replay = LedgerReplay.Open(File);
        ReplayedStep[] steps = [.. replay.Steps()];
        Assert.False(replay.IsCutShort);
        Assert.All(steps, s => Assert.True(s.IsAsRecorded, $"event {s.Number}, {s.Happened}"));
        Assert.Equal(effects, steps.Select(s => s.Effects.Select(Text).ToArray()));
    }

    [Property(Arbitrary = [typeof(Histories)], MaxTest = 100, Replay = "(5502, 1)", QuietOnSuccess = true)]
    public void Every_job_has_a_story_that_ends(History history)
    {
        Record(history);
        using LedgerReplay replay = LedgerReplay.Open(File);
        var histories = new JobHistories(() => replay.Ledger, _ => true);
        foreach (ReplayedStep step in replay.Steps()) histories.Take(step);
        foreach (JobHistory job in histories.All)
        {
            JobTurn[] turns = [.. job.Moments.Select(m => m.Turn)];
            Assert.Equal(JobTurn.Queued, turns[0]);
            Assert.Equal(1 + turns.Count(t => t == JobTurn.Retracted), turns.Count(t => t is JobTurn.Done or JobTurn.Abandoned));
            LeaseId[] begun = Leases(job, JobTurn.Leased, JobTurn.Copied);
            LeaseId[] ended = Leases(job, JobTurn.Expired, JobTurn.Lost, JobTurn.Released, JobTurn.Faulted, JobTurn.Refused, JobTurn.Invalid, JobTurn.Answered, JobTurn.Done, JobTurn.Dropped);
            Assert.Empty(begun.Except(ended));
            Assert.True(job.Moments.Zip(job.Moments.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
        }
    }

    [Fact]
    public void A_recording_cut_anywhere_is_played_up_to_there()
    {
        int events = Record(Short(Happening.Reply.Result)).Length;
        byte[] whole = System.IO.File.ReadAllBytes(File);
        int settings = whole[0] & 0x7F | whole[1] << 7, played = 0;
        for (int length = settings + 2; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            using LedgerReplay replay = LedgerReplay.Open(File);
            ReplayedStep[] steps = [.. replay.Steps()];
            Assert.All(steps, s => Assert.True(s.IsAsRecorded));
            Assert.InRange(steps.Length, played, played + 1);
            Assert.True(replay.IsCutShort || steps.Length == played + 1 || length == settings + 2);
            played = steps.Length;
        }

        Assert.Equal(events, played);
    }

    [Fact]
    public void A_ledger_that_decides_otherwise_is_found_out()
    {
        Record(Short(Happening.Reply.Fault));
        string changed = System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File)).Replace("\"MaxAttempts\":4", "\"MaxAttempts\":1", StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(File, System.Text.Encoding.Latin1.GetBytes(changed));
        using LedgerReplay replay = LedgerReplay.Open(File);
        Assert.Contains(replay.Steps().ToArray(), s => !s.IsAsRecorded);
    }

    [Fact]
    public void What_is_no_recording_is_refused_by_name()
    {
        Assert.Contains(File, Assert.Throws<RecordingException>(() => LedgerReplay.Open(File)).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, "nonsense");
        Assert.Contains(File, Assert.Throws<RecordingException>(() => LedgerReplay.Open(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_a_lost_worker_is_told_job_by_job()
    {
        var recording = RecordingFolder.Make(_folder.FullName);
        var model = new Model("su4", new Granularity(1, 4));
        using var release = new CancellationTokenSource();
        await using (EmbeddedCluster cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings
        {
            Device = (node, d) => new FaultyDevice((_, _) => node == 0 ? FaultyDevice.Mishap.Hang : FaultyDevice.Mishap.None, new Seed((ulong)d), release.Token),
            Coordinator = new CoordinatorSettings { Recording = recording, Ledger = new LedgerSettings { CopiesPerJob = 0 } },
        }))
        {
            while ((await cluster.GetActivityAsync()).Nodes < 2) await Task.Yield();
            Task running = model.RequireSameBitsAsync(cluster.Executor, 16, 3);
            while ((await cluster.GetActivityAsync()).JobsLeased == 0) await Task.Yield();
            await Task.Delay(200);
            cluster.System.Stop(cluster.Workers[0]);
            await release.CancelAsync();
            await running.WaitAsync(TimeSpan.FromMinutes(1));
        }

        using LedgerReplay replay = LedgerReplay.Open(Assert.Single(recording.Files));
        var histories = new JobHistories(() => replay.Ledger, _ => true);
        foreach (ReplayedStep step in replay.Steps())
        {
            Assert.True(step.IsAsRecorded, $"event {step.Number}, {step.Happened}");
            histories.Take(step);
        }

        Assert.All(histories.All, job => Assert.Single(job.Moments, m => m.Turn == JobTurn.Done));
        JobHistory told = histories.All.First(job => job.Moments.Any(m => m.Turn == JobTurn.Lost));
        Assert.Equal([JobTurn.Queued, JobTurn.Leased, JobTurn.Lost, JobTurn.Leased, JobTurn.Done], told.Moments.Select(m => m.Turn));
        Assert.Equal("node-1", told.Moments.Last(m => m.Turn == JobTurn.Done).Worker!.Value.Node);
    }

    private static History Short(Happening.Reply reply) => new(new Trial(0, 0, "nobody", Lie.Steady, IsMixed: false),
        [new Happening.Registration(new WorkerId("a", 1)), new Happening.Submission(1, 3, Need.Exact), new Happening.Answer(0, reply, false), new Happening.Cut(new WorkerId("a", 1))]);

    private static LeaseId[] Leases(JobHistory job, params JobTurn[] turns) => [.. job.Moments.Where(m => turns.Contains(m.Turn)).Select(m => m.Lease)];

    /// <returns>The effects of each event.</returns>
    private string[][] Record(History history)
    {
        System.IO.File.Delete(File);
        Heard? heard = null;
        LedgerWorld.Play(history, settings => heard = new Heard(new EventRecorder(new FileStream(File, FileMode.CreateNew), settings)));
        heard!.Dispose();
        return [.. heard.Effects];
    }

    private static string Text(LedgerEffect effect) => effect switch
    {
        LedgerEffect.GrantJobs e => $"{e.Worker} {e.Granted} {string.Join(",", e.Jobs.Select(j => (j.Lease, j.Attempt, j.Job.Key)))}",
        LedgerEffect.AcceptOutcome e => $"accept {e.Outcome.GetType().Name} {e.Outcome.Key}",
        LedgerEffect.FailRun e => $"{e.Run} {e.Story}",
        _ => effect.ToString(),
    };

    private sealed class Heard(IEventRecorder recorder) : IEventRecorder
    {
        public List<string[]> Effects { get; } = [];

        public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
        {
            Effects.Add([.. effects.Select(Text)]);
            recorder.Record(now, happened, effects);
        }

        public void Dispose() => recorder.Dispose();
    }
}
