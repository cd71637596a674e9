using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>One thing that happens in a <see cref="LedgerWorld"/>, some time after the one before it. What it needs and is not there makes it nothing.</summary>
public abstract record Happening
{
    private Happening() { }

    /// <summary>Milliseconds since the happening before.</summary>
    public int After { get; init; }

    /// <summary>A client submits a run of so many jobs, which need the devices of this kind where the fleet has several.</summary>
    public sealed record Submission(int Session, int Jobs, Need Need) : Happening;

    /// <summary>A worker presents itself, for the first time or again.</summary>
    public sealed record Registration(WorkerId Worker) : Happening;

    /// <summary>A worker's connection breaks.</summary>
    public sealed record Cut(WorkerId Worker) : Happening;

    public sealed record Draining(WorkerId Worker) : Happening;

    /// <summary>The oldest open run is cancelled.</summary>
    public sealed record Cancellation : Happening;

    /// <summary>Deadlines are looked at, asked for or not.</summary>
    public sealed record Tick : Happening;

    /// <summary>So many grants of the next ones never reach their workers.</summary>
    public sealed record GrantsLost(int Count) : Happening;

    /// <summary>A worker answers for one of the jobs that are held; which one is counted around the list of them.</summary>
    /// <param name="Again">It still holds the job, and may answer a second time.</param>
    public sealed record Answer(int Which, Reply Kind, bool Again) : Happening;

    public enum Reply
    {
        /// <summary>The job's true outcome, or what the liar makes of it.</summary>
        Result,
        Fault,
        /// <summary>The message gets lost.</summary>
        Lost,
    }
}

/// <summary>What the jobs of a run need.</summary>
public enum Need
{
    /// <summary>Devices without noise.</summary>
    Exact,
    /// <summary>Devices of the noisy class.</summary>
    Noisy,
    /// <summary>The first half noisy devices, the second half such without noise that are wide.</summary>
    Half,
    /// <summary>Noisy devices, and others when there are none.</summary>
    NoisyRather,
    /// <summary>Devices that no worker has.</summary>
    Absent,
    /// <summary>Devices that no worker has, and others instead.</summary>
    AbsentRather,
}

/// <summary>What the liar says instead of the truth.</summary>
public enum Lie
{
    /// <summary>The same falsehood to everybody.</summary>
    Steady,
    /// <summary>Another falsehood each time.</summary>
    Erratic,
    /// <summary>Now a falsehood, now the truth.</summary>
    Occasional,
    /// <summary>Falsehoods when it is asked first, the truth to whom may compare.</summary>
    Careful,
    /// <summary>What cannot be true.</summary>
    Nonsense,
    /// <summary>That the job cannot be done.</summary>
    Refusal,
}

/// <summary>The rules of a world.</summary>
/// <param name="Verify">Share of verified jobs.</param>
/// <param name="Copies">Copies allowed per job.</param>
/// <param name="Liar">The node that lies.</param>
/// <param name="IsMixed">Whether nodes have different devices; see <see cref="MixedFleet"/>.</param>
public sealed record Trial(double Verify, int Copies, string Liar, Lie Lie, bool IsMixed);

/// <summary>All that happens, in order.</summary>
public sealed record History(Trial Trial, ImmutableArray<Happening> Happenings)
{
    public override string ToString() => Trial + Environment.NewLine + string.Join(Environment.NewLine, Happenings);
}
