using Akka.Actor;
using Akka.Cluster;
using QuantumCluster.Actors.Succession;

namespace QuantumCluster.Actors.Tests.Succession;

/// <summary>
/// A cluster of three coordinators and two workers in the abstract: one line of memberships, of which each node has seen a beginning, and
/// grants that arrive in any order. Checks the laws of succession at every step.
/// </summary>
internal sealed class SuccessionWorld
{
    private const int Quorum = 2;

    private readonly List<SeatMember[]> _memberships = [[]];
    private readonly Dictionary<UniqueAddress, Coordinator> _coordinators = [];
    private readonly Worker[] _workers = [new(), new()];
    private readonly List<Grant> _underWay = [];
    private long _term;
    private int _uids, _others; // up-numbers of members that are no coordinators

    public int Successions { get; private set; }

    public int Refusals { get; private set; }

    private SeatMember[] Now => _memberships[^1];

    public void Happen(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Join: Join(step.Slot); break;
            case StepKind.OtherJoins: _others = 1 + Highest(); break;
            case StepKind.OtherGoes: _others = 0; break;
            case StepKind.Leave: Change(step.Slot, m => m.Status == MemberStatus.Up ? m with { Status = MemberStatus.Leaving } : m); break;
            case StepKind.Exit: Change(step.Slot, m => m.Status == MemberStatus.Leaving ? m with { Status = MemberStatus.Exiting } : m); break;
            case StepKind.Down: Change(step.Slot, m => m.Serves && 2 * (Now.Count(o => o.Serves) - 1) > Now.Count(o => o.Serves) ? m with { Status = MemberStatus.Down } : m); break;
            case StepKind.Remove: Remove(step.Slot); break;
            case StepKind.Cut: if (At(step.Slot) is { } cut) _coordinators[cut.Node].IsCut = true; break;
            case StepKind.Stall: if (At(step.Slot) is { } stalled) _coordinators[stalled.Node].IsStalled = true; break;
            case StepKind.Heal: if (At(step.Slot) is { } healed) _coordinators[healed.Node].Heal(); break;
            case StepKind.CoordinatorLearns: if (At(step.Slot, evenRemoved: true) is { } learner) Learn(_coordinators[learner.Node]); break;
            case StepKind.WorkerLearns: _workers[step.Slot % 2].See(_memberships); break;
            case StepKind.Speak: foreach ((UniqueAddress node, Coordinator c) in _coordinators) Speak(node, c, step.Slot % 2); break;
            case StepKind.Deliver: if (_underWay.Count > 0) Deliver(step.Which % _underWay.Count); break;
        }

        FollowTheSeat();
        (UniqueAddress Node, long Term)[] holders = [.. _coordinators.Select(c => (c.Key, Term: TermOf(c.Key, c.Value))).Where(h => h.Term is not null).Select(h => (h.Key, h.Term!.Value))];
        Assert.Equal(holders.Length, holders.Select(h => h.Term).Distinct().Count()); // whatever each has seen, no two claim one term
    }

    /// <summary>Everyone has learnt all and reaches all: someone coordinates if enough are there, and only one.</summary>
    public void Settle()
    {
        foreach (Coordinator c in _coordinators.Values) {
            c.Heal();
            c.Seen = _memberships.Count - 1;
        }

        int holders = _coordinators.Count(c => TermOf(c.Key, c.Value) is not null);
        SeatMember? oldest = Now.Where(m => m.UpNumber != int.MaxValue).MinBy(m => m.UpNumber);
        Assert.Equal(oldest is { Serves: true } && Now.Count(m => m.Serves) >= Quorum ? 1 : 0, holders);
    }

    private static Address Place(int slot) => SeatTests.Node(slot).Address;

    private int Highest() => Now.Select(m => m.UpNumber).Append(_others).Max();

    private SeatMember? At(int slot, bool evenRemoved = false) => Now.FirstOrDefault(m => m.Node.Address == Place(slot))
        ?? (evenRemoved && _coordinators.Keys.LastOrDefault(n => n.Address == Place(slot)) is { } gone ? new SeatMember(gone, MemberStatus.Removed, 0, false) : null);

    private void Join(int slot)
    {
        if (At(slot) is not null) return; // its earlier life is to be removed first
        var node = new UniqueAddress(Place(slot), ++_uids);
        _coordinators.Add(node, new Coordinator { Seen = _memberships.Count });
        _memberships.Add([.. Now, new(node, MemberStatus.Up, 1 + Highest(), true)]);
    }

    private void Change(int slot, Func<SeatMember, SeatMember> change)
    {
        if (At(slot) is { } was && change(was) is var next && next != was) _memberships.Add([.. Now.Select(m => m == was ? next : m)]);
    }

    /// <summary>A node that is declared down may not know it; one that leaves has seen it.</summary>
    private void Remove(int slot)
    {
        if (At(slot) is not { Status: MemberStatus.Down or MemberStatus.Exiting } gone) return;
        if (gone.Status == MemberStatus.Exiting && Seen(_coordinators[gone.Node], gone.Node) is not { Status: MemberStatus.Exiting }) return;
        _memberships.Add([.. Now.Where(m => m != gone)]);
    }

    private void FollowTheSeat()
    {
        if (Now.Length == 0) _term = 0; // workers forget
        if (Now.Select(m => Seat.Term(m.Node, Now, Quorum)).FirstOrDefault(t => t is not null) is not { } term || term == _term) return;
        Assert.True(term > _term);
        if (_term > 0) Successions++;
        _term = term;
    }

    private SeatMember? Seen(Coordinator c, UniqueAddress node) => _memberships[c.Seen].FirstOrDefault(m => m.Node == node);

    /// <summary>One step; a node that is cut off or stalled learns nothing.</summary>
    private void Learn(Coordinator c)
    {
        if (!c.IsCut && !c.IsStalled) c.Seen = Math.Min(c.Seen + 1, _memberships.Count - 1);
    }

    /// <summary>What the node itself believes.</summary>
    private long? TermOf(UniqueAddress node, Coordinator c) => Seat.Term(node, [.. _memberships[c.Seen].Select(m => m with { Reachable = m.Node == node || !c.IsCut })], Quorum);

    private void Speak(UniqueAddress node, Coordinator c, int worker)
    {
        if (TermOf(node, c) is { } term) _underWay.Add(new(node, term, worker, _workers[worker].Life));
    }

    private void Deliver(int which)
    {
        Grant grant = _underWay[which];
        _underWay.RemoveAt(which);
        Worker worker = _workers[grant.Worker];
        if (worker.Life != grant.Life) return;
        if (worker.Take(grant)) return;
        Refusals++;
    }

    private sealed class Coordinator
    {
        public int Seen { get; set; }

        /// <summary>It sees that it reaches nobody.</summary>
        public bool IsCut { get; set; }

        /// <summary>It sees nothing: what it had to say may still be under way, and it may go on at any time.</summary>
        public bool IsStalled { get; set; }

        public void Heal() => (IsCut, IsStalled) = (false, false);
    }

    private sealed record Grant(UniqueAddress Node, long Term, int Worker, int Life);

    /// <summary>The laws of a worker's life: terms never fall, each has one node, and nobody is heeded whose removal has been seen.</summary>
    private sealed class Worker
    {
        private readonly List<Grant> _taken = [];
        private readonly HashSet<UniqueAddress> _removed = [];
        private Allegiance _allegiance = Allegiance.None;
        private int _seen;

        public int Life { get; private set; }

        public bool Take(Grant grant)
        {
            if (!_allegiance.Admits(grant.Term, grant.Node.Address)) return false;
            _allegiance = _allegiance.To(grant.Term, grant.Node.Address);
            Assert.All(_taken, t => Assert.True(t.Term <= grant.Term));
            Assert.All(_taken, t => Assert.True(t.Term != grant.Term || t.Node == grant.Node));
            Assert.DoesNotContain(grant.Node, _removed);
            _taken.Add(grant);
            return true;
        }

        public void See(List<SeatMember[]> memberships)
        {
            if (_seen == memberships.Count - 1) return;
            SeatMember[] before = memberships[_seen], after = memberships[++_seen];
            foreach (SeatMember gone in before.Where(m => after.All(o => o.Node != m.Node))) _removed.Add(gone.Node);
            if (after.Length > 0) _allegiance = _allegiance.From(after.Min(m => m.UpNumber));
            if (after.Length > 0 || before.Length == 0) return;
            (_allegiance, Life) = (Allegiance.None, Life + 1); // the last coordinator is gone: a new member, somewhere, some time
            _taken.Clear();
            _removed.Clear();
        }
    }
}

internal enum StepKind
{
    Join,
    OtherJoins,
    OtherGoes,
    Leave,
    Exit,
    Down,
    Remove,
    Cut,
    Stall,
    Heal,
    CoordinatorLearns,
    WorkerLearns,
    Speak,
    Deliver,
}

/// <param name="Slot">Which coordinator, 1 to 3; workers are counted around.</param>
/// <param name="Which">Which grant of those under way.</param>
internal sealed record Step(StepKind Kind, int Slot, int Which);
