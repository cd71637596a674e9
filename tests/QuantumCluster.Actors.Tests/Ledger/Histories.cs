using FsCheck;
using FsCheck.Fluent;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Histories of up to 300 happenings; one that breaks a law is cut down to the happenings that it takes.</summary>
public static class Histories
{
    private static readonly Gen<WorkerId> Worker =
        from node in Gen.Choose(0, 3)
        from life in Gen.Choose(0, 19)
        select new WorkerId($"w{node}", life == 0 ? 2 : 1);

    private static readonly Gen<Happening> Answer =
        from which in Gen.Choose(0, 1000)
        from reply in Gen.Frequency((160, Gen.Constant(Happening.Reply.Result)), (20, Gen.Constant(Happening.Reply.Lost)), (16, Gen.Constant(Happening.Reply.Fault)))
        from again in Gen.Choose(0, 7)
        select (Happening)new Happening.Answer(which, reply, again == 0);

    private static readonly Gen<Happening> Submission =
        from session in Gen.Choose(1, 3)
        from jobs in Gen.Choose(1, 12)
        from need in Gen.Elements(Enum.GetValues<Need>())
        select (Happening)new Happening.Submission(session, jobs, need);

    private static readonly Gen<Happening> Anything =
        from happening in Gen.Frequency(
            (170, Answer),
            (24, Submission),
            (24, Worker.Select(worker => (Happening)new Happening.Registration(worker))),
            (24, Gen.Constant((Happening)new Happening.Tick())),
            (12, Gen.Choose(1, 3).Select(count => (Happening)new Happening.GrantsLost(count))),
            (6, Worker.Select(worker => (Happening)new Happening.Cut(worker))),
            (4, Worker.Select(worker => (Happening)new Happening.Draining(worker))),
            (3, Gen.Constant((Happening)new Happening.Cancellation())))
        from after in Gen.Choose(0, 199)
        select happening with { After = after };

    private static readonly Gen<Trial> Trials =
        from verify in Gen.Elements(0, 0.3, 1)
        from copies in Gen.Elements(0, 2)
        from liar in Gen.Elements("nobody", "w0", "w1", "w2")
        from lie in Gen.Elements(Enum.GetValues<Lie>())
        from mixed in Gen.Elements(false, true)
        select new Trial(verify, copies, liar, lie, mixed);

    public static Gen<History> OfLength(int length) =>
        from trial in Trials
        from happenings in Anything.ArrayOf(length)
        select new History(trial, [.. happenings]);

    /// <summary>For FsCheck, which finds it by its type.</summary>
    public static Arbitrary<History> Any() => Arb.From(Gen.Choose(100, 300).SelectMany(OfLength), Shorter);

    /// <summary>Without a half, a quarter, … of it, at every place; large cuts first.</summary>
    private static IEnumerable<History> Shorter(History history)
    {
        int count = history.Happenings.Length;
        for (int cut = Math.Max(1, count / 2); cut >= 1 && count > 0; cut /= 2)
            for (int at = 0; at < count; at += cut)
                yield return history with { Happenings = history.Happenings.RemoveRange(at, Math.Min(cut, count - at)) };
    }
}
