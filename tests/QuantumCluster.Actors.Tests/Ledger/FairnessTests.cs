using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using static QuantumCluster.Actors.Tests.Ledger.LedgerScene;

namespace QuantumCluster.Actors.Tests.Ledger;

public sealed class FairnessTests
{
    private readonly LedgerScene _scene = new(new LedgerSettings());

    [Fact]
    public void Sessions_take_turns_however_many_jobs_one_of_them_has()
    {
        _scene.Admit(10_000, new RunId(1, 1));
        _scene.Admit(3, new RunId(2, 1));
        _scene.Admit(3, new RunId(3, 1));
        Assert.Equal([1UL, 2, 3, 1, 2, 3, 1, 2, 3, 1, 1], Granted(_scene.Register(A, 11), A).Select(j => j.Job.Key.Run.Session));
    }

    [Fact]
    public void Inside_a_session_the_oldest_run_goes_first()
    {
        _scene.Admit(2, new RunId(1, 1));
        _scene.Admit(2, new RunId(1, 2));
        _scene.Admit(2, new RunId(2, 9));
        Assert.Equal([(1UL, 1L), (2, 9), (1, 1), (2, 9), (1, 2), (1, 2)], Granted(_scene.Register(A, 6), A).Select(j => (j.Job.Key.Run.Session, j.Job.Key.Run.Number)));
    }

    [Fact]
    public void Session_that_comes_late_is_served_at_the_next_turn()
    {
        _scene.Register(A, 1);
        LeasedJob job = Granted(_scene.Admit(1000, new RunId(1, 1)), A)[0];
        for (int i = 0; i < 10; i++) job = Granted(_scene.Answer(A, job), A)[0];
        _scene.Admit(1, new RunId(2, 1));
        ulong[] next = [.. Enumerable.Range(0, 2).Select(_ => (job = Granted(_scene.Answer(A, job), A)[0]).Job.Key.Run.Session)];
        Assert.Contains(2UL, next);
    }
}
