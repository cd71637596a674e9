using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A rotation about one axis, controlled or not. Undoing is turning by −θ; dU/dθ·U⁻¹ is K, whatever the angle.</summary>
internal sealed class RotationGate<TAxis>(PairWalk walk, int angle, bool isVariable) : CompiledGate(walk) where TAxis : struct, IRotationAxis
{
    public override void Apply(Span<Vector<double>> state, AngleTable angles) => Turn(state, angles.Cos[angle], angles.Sin[angle]);

    public override void Undo(Span<Vector<double>> state, AngleTable angles) => Turn(state, angles.Cos[angle], -angles.Sin[angle]);

    public override void Retrace(Span<Vector<double>> state, Span<Vector<double>> cotangent, AngleTable angles, Span<Vector<double>> gradients)
    {
        if (isVariable)
            gradients[angle] = Vector.FusedMultiplyAdd(new Vector<double>(0.5), TurnBoth(state, cotangent, angles.Cos[angle], -angles.Sin[angle]), gradients[angle]);
        else
            base.Retrace(state, cotangent, angles, gradients);
    }

    private void Turn(Span<Vector<double>> state, Vector<double> c, Vector<double> s)
    {
        PairWalk walk = Walk;
        ref Vector<double> p = ref MemoryMarshal.GetReference(state);
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k);
            TurnPair(ref Unsafe.Add(ref p, a), ref Unsafe.Add(ref p, a + 2 * walk.Partner), c, s);
        }
    }

    /// <summary>Turns both, and returns Re⟨cotangent|2K|state⟩, summed over the pairs, from before the turn.</summary>
    private Vector<double> TurnBoth(Span<Vector<double>> state, Span<Vector<double>> cotangent, Vector<double> c, Vector<double> s)
    {
        PairWalk walk = Walk;
        ref Vector<double> p = ref MemoryMarshal.GetReference(state);
        ref Vector<double> l = ref MemoryMarshal.GetReference(cotangent);
        Vector<double> plus = Vector<double>.Zero, minus = Vector<double>.Zero;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> par = Unsafe.Add(ref p, a), pai = Unsafe.Add(ref p, a + 1), pbr = Unsafe.Add(ref p, b), pbi = Unsafe.Add(ref p, b + 1);
            Vector<double> lar = Unsafe.Add(ref l, a), lai = Unsafe.Add(ref l, a + 1), lbr = Unsafe.Add(ref l, b), lbi = Unsafe.Add(ref l, b + 1);
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
    private static void TurnPair(ref Vector<double> a, ref Vector<double> b, Vector<double> c, Vector<double> s)
    {
        Vector<double> ar = a, ai = Unsafe.Add(ref a, 1), br = b, bi = Unsafe.Add(ref b, 1);
        a = TAxis.Ar(c, s, ar, ai, br, bi);
        Unsafe.Add(ref a, 1) = TAxis.Ai(c, s, ar, ai, br, bi);
        b = TAxis.Br(c, s, ar, ai, br, bi);
        Unsafe.Add(ref b, 1) = TAxis.Bi(c, s, ar, ai, br, bi);
    }
}
