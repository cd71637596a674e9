using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Diary;

public sealed class CoordinatorDiaryTests
{
    private static readonly WorkerId First = new("a:1", 1), Again = new("a:1", 2);
    private static readonly JobKey Key = new(new RunId(1, 1), 0, 0, 1, 0, 1);
    private readonly List<NodeEvent> _lines = [];

    [Fact]
    public void Worker_is_reported_once_however_often_it_presents_itself()
    {
        CoordinatorDiary diary = Diary();
        for (int i = 0; i < 3; i++) Note(diary, Registered(First));
        Note(diary, new LedgerEvent.WorkerLost(First, "it stopped"));
        Note(diary, new LedgerEvent.WorkerLost(First, "it stopped"));
        Assert.Equal(["worker-registered", "worker-lost"], _lines.Select(l => l.Name));
        Assert.All(_lines, l => Assert.Equal(9, l.Term));
    }

    [Fact]
    public void Worker_that_drained_has_left_and_is_not_lost()
    {
        CoordinatorDiary diary = Diary();
        Note(diary, Registered(First));
        Note(diary, new LedgerEvent.WorkerDraining(First));
        Note(diary, new LedgerEvent.WorkerDraining(First)); // it repeats itself until it is confirmed
        Note(diary, new LedgerEvent.WorkerLost(First, "its connection broke"));
        Assert.Equal(["worker-registered", "worker-draining", "worker-left"], _lines.Select(l => l.Name));
    }

    [Fact]
    public void Worker_that_restarts_was_lost()
    {
        CoordinatorDiary diary = Diary();
        Note(diary, Registered(First));
        Note(diary, Registered(Again));
        Assert.Equal(["worker-registered", "worker-lost", "worker-registered"], _lines.Select(l => l.Name));
        Assert.Equal("it restarted", _lines[1].Reason);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Only_jobs_granted_before_are_told_and_only_to_readers(bool detailed, int lines)
    {
        FragmentJob job = new(Key, default, [], [], new JobAsk.Probabilities()) { Step = 31 };
        Note(Diary(detailed), new LedgerEvent.TimePassed(), new LedgerEffect.GrantJobs(First, 2, [new(new LeaseId(1), 1, job), new(new LeaseId(2), 2, job)]));
        Assert.Equal(lines, _lines.Count);
        Assert.All(_lines, l => Assert.Equal((Key, 31, 2), (l.Job, l.Step, ((NodeEvent.JobGrantedAgain)l).Attempt)));
    }

    [Fact]
    public void Failures_and_quarantines_are_told_with_their_reasons()
    {
        CoordinatorDiary diary = Diary();
        Note(diary, Registered(First));
        Note(diary, new LedgerEvent.TimePassed(), new LedgerEffect.FailRun(Key.Run, new JobStory(Key, 31, [])), new LedgerEffect.QuarantineNode("a:1", "it lies", 1, 2));
        Note(diary, new LedgerEvent.WorkerLost(First, "it is quarantined"));
        Assert.Equal(["worker-registered", "run-failed", "worker-quarantined"], _lines.Select(l => l.Name));
        Assert.Equal((Key.Run, 31, "it lies"), (_lines[1].Run, _lines[1].Step, _lines[2].Reason));
    }

    private static LedgerEvent Registered(WorkerId worker) => new LedgerEvent.WorkerRegistered(worker, 2, 0, 8);

    private static void Note(CoordinatorDiary diary, LedgerEvent happened, params LedgerEffect[] effects) => diary.Note(happened, new LedgerStep(null!, [.. effects]));

    private CoordinatorDiary Diary(bool detailed = true) => new(_lines.Add, detailed, 9);
}
