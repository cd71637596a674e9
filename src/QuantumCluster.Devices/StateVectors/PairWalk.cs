namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// The pairs of amplitudes on which a gate acts: those that differ in its target's bit only, with its control's bit set if it has one,
/// among the first 2^<c>active</c> amplitudes.
/// </summary>
internal readonly struct PairWalk
{
    private readonly int _lower;
    private readonly int _upper;
    private readonly int _control;

    /// <param name="active">Bits of an amplitude's index that the walk runs over, from the least significant.</param>
    /// <param name="target">Position of the target's bit; 0 is the least significant.</param>
    /// <param name="control">Position of the control's bit, −1 for none.</param>
    public PairWalk(int active, int target, int control)
    {
        Partner = 1 << target;
        _control = control < 0 ? 0 : 1 << control;
        (_lower, _upper) = control < 0 ? (Partner, 0) : (Math.Min(Partner, _control), Math.Max(Partner, _control));
        Count = 1 << (active - (control < 0 ? 1 : 2));
    }

    public int Count { get; }

    /// <summary>What to add to a pair's first index, where the target is |0⟩, for its second, where it is |1⟩.</summary>
    public int Partner { get; }

    /// <summary>The first index of pair <paramref name="k"/>, 0 ≤ k &lt; <see cref="Count"/>; ascending in k.</summary>
    public int First(int k)
    {
        int index = Insert(k, _lower);
        return _upper == 0 ? index : Insert(index, _upper) | _control;
    }

    /// <summary>Opens a zero bit at the place of <paramref name="bit"/>.</summary>
    private static int Insert(int index, int bit) => ((index & -bit) << 1) | (index & (bit - 1));
}
