namespace QuantumCluster.Cutting.Jobs;

/// <summary>Names one run (a forward or a backward pass of one batch): <see cref="Session"/> is the client's, <see cref="Number"/> counts its runs.</summary>
public readonly record struct RunId(ulong Session, long Number)
{
    public override string ToString() => $"{Session:x}-{Number}";
}
