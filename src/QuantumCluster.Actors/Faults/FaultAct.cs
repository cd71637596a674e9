namespace QuantumCluster.Actors.Faults;

/// <summary>What a fault does, and for how long; always one of the nested cases.</summary>
public abstract record FaultAct
{
    private FaultAct(FaultKind kind) => Kind = kind;

    public FaultKind Kind { get; }

    public sealed record Kill() : FaultAct(FaultKind.Kill);

    public sealed record Stop(TimeSpan For) : FaultAct(FaultKind.Stop);

    public sealed record Partition(TimeSpan For) : FaultAct(FaultKind.Partition);

    /// <param name="Share">Which part of the frames is lost, in (0, 1].</param>
    public sealed record Drop(TimeSpan For, double Share) : FaultAct(FaultKind.Drop);

    /// <param name="Frames">So many of the next frames that the node sends become noise of the same length.</param>
    public sealed record Garble(int Frames) : FaultAct(FaultKind.Garble);

    /// <param name="Delay">Added to every job that begins meanwhile.</param>
    public sealed record Slow(int Device, TimeSpan For, TimeSpan Delay) : FaultAct(FaultKind.Slow);

    /// <param name="Jobs">So many of the next jobs end in an exception.</param>
    public sealed record Crash(int Device, int Jobs) : FaultAct(FaultKind.Crash);

    /// <param name="Jobs">The outcomes of so many of the next jobs are damaged, each in a way drawn from the fault's seed.</param>
    public sealed record Corrupt(int Device, int Jobs) : FaultAct(FaultKind.Corrupt);

    /// <param name="Jobs">The outcomes of so many of the next jobs are falsified.</param>
    public sealed record Lie(int Device, int Jobs) : FaultAct(FaultKind.Lie);

    public sealed record Add() : FaultAct(FaultKind.Add);

    public sealed record Drain() : FaultAct(FaultKind.Drain);

    public sealed record Coordinator() : FaultAct(FaultKind.Coordinator);
}
