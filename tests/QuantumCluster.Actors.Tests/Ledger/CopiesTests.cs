using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using static QuantumCluster.Actors.Tests.Ledger.LedgerScene;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Second copies of late jobs: soon where a worker stands still, none where the machine is merely busy.</summary>
public sealed class CopiesTests
{
    private readonly LedgerScene _scene = new(new LedgerSettings { LeaseFloor = TimeSpan.FromMinutes(1) });
    private TimeSpan _stopped;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Jobs_of_a_worker_that_stands_still_are_copied_within_four_service_times_and_50_ms(double service)
    {
        LeasedJob[] held = Stopped(service);
        LeasedJob[] copies = Until(B);
        Assert.Equal(held.Select(j => j.Job.Key), copies.Select(j => j.Job.Key));
        Assert.InRange((_scene.Now - _stopped).TotalMilliseconds, 2 * service, 4 * service + 50);
        Assert.Equal((2L, 4, 0L), (_scene.Counts.Speculated, _scene.Counts.Leased, _scene.Counts.Requeued)); // the leases go on: whoever answers first
    }

    [Fact]
    public void First_answer_counts_and_the_other_is_a_duplicate()
    {
        LeasedJob[] held = Stopped(1);
        LeasedJob copy = Until(B)[0];
        Assert.Contains(_scene.Answer(B, copy), e => e is LedgerEffect.AcceptOutcome);
        Assert.Contains(new LedgerEffect.DropOutcome(held[0].Job.Key), _scene.Answer(A, held[0]));
        Assert.Equal((1L, 1L), (_scene.Counts.Duplicated, _scene.Counts.Verified)); // the same bits from two nodes, for nothing
    }

    [Fact]
    public void Nobody_gets_copies_while_nobody_answers()
    {
        _scene.Register(A, 4);
        _scene.Warm(A, 20, 1);
        _scene.Register(B, 4);
        _scene.Admit(4);
        for (int i = 0; i < 150; i++) // 1.5 s of a machine that does something else
        {
            _scene.Pass(10);
            Assert.DoesNotContain(_scene.Tick(), e => e is LedgerEffect.GrantJobs);
        }

        Assert.Equal((0L, 4), (_scene.Counts.Speculated, _scene.Counts.Leased));
    }

    [Fact]
    public void Worker_that_is_silent_gets_nothing_new_until_it_speaks()
    {
        LeasedJob[] held = Stopped(1);
        foreach (LeasedJob job in Until(B)) _scene.Answer(B, job);
        var effects = _scene.Admit(1, new RunId(2, 1));
        Assert.Empty(Granted(effects, A));
        Assert.Single(Granted(effects, B));
        _scene.Answer(A, held[0]);
        Assert.NotEmpty(Granted(_scene.Admit(20, new RunId(2, 2)), A));
    }

    [Fact]
    public void Ledger_that_was_held_up_itself_listens_first()
    {
        Stopped(1);
        _scene.Pass(5000); // as after a long garbage collection: the answers wait in the mailbox
        var effects = _scene.Tick();
        Assert.DoesNotContain(effects, e => e is LedgerEffect.GrantJobs);
        Assert.NotEmpty(Until(B)); // who has not spoken then is late after all
    }

    [Fact]
    public void Copies_are_bounded_by_jobs_and_by_leases()
    {
        var scene = new LedgerScene(new LedgerSettings { CopiesPerJob = 1, CopyShare = 0.25 });
        scene.Register(B, 8);
        scene.Warm(B, 40, 1);
        scene.Register(A, 8);
        scene.Register(B, 20);
        LeasedJob[] mine = Granted(scene.Admit(16), B);
        var copies = new List<LeasedJob>();
        for (int i = 0; i < 20; i++)
        {
            scene.Pass(10);
            if (i < mine.Length / 2) scene.Answer(B, mine[i]);
            copies.AddRange(Granted(scene.Tick(), B));
            Assert.True(scene.Counts.Speculated <= Math.Max(1, scene.Counts.Leased / 4), $"{scene.Counts.Speculated} copies of {scene.Counts.Leased} leases");
        }

        Assert.NotEmpty(copies);
        Assert.Equal(copies.Count, copies.Select(c => c.Job.Key).Distinct().Count());
    }

    [Fact]
    public void Job_that_hangs_on_a_worker_that_goes_on_is_copied_too()
    {
        _scene.Register(A, 2, devices: 2);
        _scene.Warm(A, 30, 1);
        _scene.Register(A, 2, devices: 2);
        LeasedJob[] held = Granted(_scene.Admit(200), A);
        LeasedJob going = held[1];
        LeasedJob? copy = null;
        _scene.Register(B, 0);
        for (int i = 0; i < 60 && copy is null; i++)
        {
            _scene.Pass(1);
            going = Granted(_scene.Answer(A, going), A)[0]; // held[0] hangs, the other device goes on
            _scene.Tick();
            copy = Granted(_scene.Register(B, 1), B).Cast<LeasedJob?>().FirstOrDefault(j => j!.Value.Job.Key == held[0].Job.Key);
        }

        Assert.NotNull(copy);
    }

    /// <summary>Two workers hold two jobs each when one of them, a, stops; the other does its jobs in the usual time.</summary>
    private LeasedJob[] Stopped(double service)
    {
        _scene.Register(B, 2);
        _scene.Warm(B, 30, service);
        _scene.Register(B, 2, devices: 2);
        _scene.Register(A, 2, devices: 2);
        var effects = _scene.Admit(4);
        _stopped = _scene.Now;
        foreach (LeasedJob job in Granted(effects, B))
        {
            _scene.Pass(service);
            _scene.Answer(B, job);
        }

        return Granted(effects, A);
    }

    /// <summary>Wakes the ledger when it asks for it, until the worker is granted something.</summary>
    private LeasedJob[] Until(WorkerId worker)
    {
        for (int i = 0; i < 100; i++)
            if (Granted(_scene.Sleep(), worker) is { Length: > 0 } granted) return granted;
        return [];
    }
}
