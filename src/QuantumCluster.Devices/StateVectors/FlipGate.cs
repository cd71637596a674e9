using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>X and CNOT: exchanges the amplitudes of a pair.</summary>
internal sealed class FlipGate<L>(PairWalk walk) : CompiledGate<L>(walk) where L : unmanaged, ILanes<L>
{
    public override void Apply(Span<L> state, AngleTable<L> angles)
    {
        PairWalk walk = Walk;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            (state[a], state[b]) = (state[b], state[a]);
            (state[a + 1], state[b + 1]) = (state[b + 1], state[a + 1]);
        }
    }

    public override void Undo(Span<L> state, AngleTable<L> angles) => Apply(state, angles);
}
