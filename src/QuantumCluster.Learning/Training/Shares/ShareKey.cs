namespace QuantumCluster.Learning.Training.Shares;

/// <summary>Names one share of one step. Ordered by step, then by share.</summary>
/// <param name="Step">Counted from 0 over all epochs.</param>
/// <param name="Share">Which of the step's micro-batches, from 0.</param>
public readonly record struct ShareKey(long Step, int Share) : IComparable<ShareKey>
{
    public int CompareTo(ShareKey other) => Step != other.Step ? Step.CompareTo(other.Step) : Share.CompareTo(other.Share);

    public override string ToString() => FormattableString.Invariant($"share {Share} of step {Step}");
}
