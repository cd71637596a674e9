using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A rotation about one axis, controlled or not. Undoing is turning by −θ; dU/dθ·U⁻¹ is K, whatever the angle.</summary>
internal sealed class RotationGate<L, TAxis>(PairWalk walk, int angle, bool isVariable) : CompiledGate<L>(walk)
    where L : unmanaged, ILanes<L> where TAxis : struct, IRotationAxis
{
    public override void Apply(Span<L> state, AngleTable<L> angles) => Turn(state, angles.Cos[angle], angles.Sin[angle]);

    public override void Undo(Span<L> state, AngleTable<L> angles) => Turn(state, angles.Cos[angle], L.Broadcast(-1) * angles.Sin[angle]);

    public override void Retrace(Span<L> state, Span<L> cotangent, AngleTable<L> angles, Span<L> gradients)
    {
        if (isVariable)
            gradients[angle] = L.MultiplyAdd(L.Broadcast(0.5), TurnBoth(state, cotangent, angles.Cos[angle], L.Broadcast(-1) * angles.Sin[angle]), gradients[angle]);
        else
            base.Retrace(state, cotangent, angles, gradients);
    }

    private void Turn(Span<L> state, L c, L s)
    {
        PairWalk walk = Walk;
        ref L p = ref MemoryMarshal.GetReference(state);
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k);
            TurnPair(ref Unsafe.Add(ref p, a), ref Unsafe.Add(ref p, a + 2 * walk.Partner), c, s);
        }
    }

    /// <summary>Turns both, and returns Re⟨cotangent|2K|state⟩, summed over the pairs, from before the turn.</summary>
    private L TurnBoth(Span<L> state, Span<L> cotangent, L c, L s)
    {
        PairWalk walk = Walk;
        ref L p = ref MemoryMarshal.GetReference(state);
        ref L l = ref MemoryMarshal.GetReference(cotangent);
        L plus = L.Broadcast(0), minus = L.Broadcast(0);
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            L par = Unsafe.Add(ref p, a), pai = Unsafe.Add(ref p, a + 1), pbr = Unsafe.Add(ref p, b), pbi = Unsafe.Add(ref p, b + 1);
            L lar = Unsafe.Add(ref l, a), lai = Unsafe.Add(ref l, a + 1), lbr = Unsafe.Add(ref l, b), lbi = Unsafe.Add(ref l, b + 1);
            plus = TAxis.Plus(plus, lar, lai, lbr, lbi, par, pai, pbr, pbi);
            minus = TAxis.Minus(minus, lar, lai, lbr, lbi, par, pai, pbr, pbi);
            Unsafe.Add(ref p, a) = TAxis.Ar(c, s, par, pai, pbr, pbi);
            Unsafe.Add(ref p, a + 1) = TAxis.Ai(c, s, par, pai, pbr, pbi);
            Unsafe.Add(ref p, b) = TAxis.Br(c, s, par, pai, pbr, pbi);
            Unsafe.Add(ref p, b + 1) = TAxis.Bi(c, s, par, pai, pbr, pbi);
            Unsafe.Add(ref l, a) = TAxis.Ar(c, s, lar, lai, lbr, lbi);
            Unsafe.Add(ref l, a + 1) = TAxis.Ai(c, s, lar, lai, lbr, lbi);
            Unsafe.Add(ref l, b) = TAxis.Br(c, s, lar, lai, lbr, lbi);
            Unsafe.Add(ref l, b + 1) = TAxis.Bi(c, s, lar, lai, lbr, lbi);
        }

        return plus - minus;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnPair(ref L a, ref L b, L c, L s)
    {
        L ar = a, ai = Unsafe.Add(ref a, 1), br = b, bi = Unsafe.Add(ref b, 1);
        a = TAxis.Ar(c, s, ar, ai, br, bi);
        Unsafe.Add(ref a, 1) = TAxis.Ai(c, s, ar, ai, br, bi);
        b = TAxis.Br(c, s, ar, ai, br, bi);
        Unsafe.Add(ref b, 1) = TAxis.Bi(c, s, ar, ai, br, bi);
    }
}
