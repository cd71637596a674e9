using System.Numerics;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>cos(θ/2) + sin(θ/2)·2K on every pair, K² = −1/4. Undoing is turning by −θ; dU/dθ·U⁻¹ is K, whatever the angle.</summary>
internal abstract class RotationGate(PairWalk walk, int angle, bool isVariable) : CompiledGate(walk)
{
    public sealed override void Apply(Span<Vector<double>> state, AngleTable angles) => Turn(state, angles.Cos[angle], angles.Sin[angle]);

    public sealed override void Undo(Span<Vector<double>> state, AngleTable angles) => Turn(state, angles.Cos[angle], -angles.Sin[angle]);

    public sealed override void AddGradient(ReadOnlySpan<Vector<double>> state, ReadOnlySpan<Vector<double>> cotangent, Span<Vector<double>> gradients)
    {
        if (isVariable) gradients[angle] = Vector.FusedMultiplyAdd(new Vector<double>(0.5), Overlap(state, cotangent), gradients[angle]);
    }

    protected abstract void Turn(Span<Vector<double>> state, Vector<double> c, Vector<double> s);

    /// <summary>Re⟨cotangent|2K|state⟩ over the pairs.</summary>
    protected abstract Vector<double> Overlap(ReadOnlySpan<Vector<double>> state, ReadOnlySpan<Vector<double>> cotangent);
}

/// <summary>RY and CRY: 2K = ((0, −1), (1, 0)).</summary>
internal sealed class RealRotationGate(PairWalk walk, int angle, bool isVariable) : RotationGate(walk, angle, isVariable)
{
    protected override void Turn(Span<Vector<double>> state, Vector<double> c, Vector<double> s)
    {
        PairWalk walk = Walk;
        Vector<double> minus = -s;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = Vector.FusedMultiplyAdd(minus, br, c * ar);
            state[a + 1] = Vector.FusedMultiplyAdd(minus, bi, c * ai);
            state[b] = Vector.FusedMultiplyAdd(s, ar, c * br);
            state[b + 1] = Vector.FusedMultiplyAdd(s, ai, c * bi);
        }
    }

    protected override Vector<double> Overlap(ReadOnlySpan<Vector<double>> state, ReadOnlySpan<Vector<double>> cotangent)
    {
        PairWalk walk = Walk;
        Vector<double> plus = Vector<double>.Zero, minus = Vector<double>.Zero;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            plus = Vector.FusedMultiplyAdd(cotangent[b], state[a], plus);
            plus = Vector.FusedMultiplyAdd(cotangent[b + 1], state[a + 1], plus);
            minus = Vector.FusedMultiplyAdd(cotangent[a], state[b], minus);
            minus = Vector.FusedMultiplyAdd(cotangent[a + 1], state[b + 1], minus);
        }

        return plus - minus;
    }
}

/// <summary>RZ and CRZ: 2K = diag(−i, i).</summary>
internal sealed class PhaseRotationGate(PairWalk walk, int angle, bool isVariable) : RotationGate(walk, angle, isVariable)
{
    protected override void Turn(Span<Vector<double>> state, Vector<double> c, Vector<double> s)
    {
        PairWalk walk = Walk;
        Vector<double> minus = -s;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = Vector.FusedMultiplyAdd(s, ai, c * ar);
            state[a + 1] = Vector.FusedMultiplyAdd(minus, ar, c * ai);
            state[b] = Vector.FusedMultiplyAdd(minus, bi, c * br);
            state[b + 1] = Vector.FusedMultiplyAdd(s, br, c * bi);
        }
    }

    protected override Vector<double> Overlap(ReadOnlySpan<Vector<double>> state, ReadOnlySpan<Vector<double>> cotangent)
    {
        PairWalk walk = Walk;
        Vector<double> plus = Vector<double>.Zero, minus = Vector<double>.Zero;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            plus = Vector.FusedMultiplyAdd(cotangent[a], state[a + 1], plus);
            minus = Vector.FusedMultiplyAdd(cotangent[a + 1], state[a], minus);
            plus = Vector.FusedMultiplyAdd(cotangent[b + 1], state[b], plus);
            minus = Vector.FusedMultiplyAdd(cotangent[b], state[b + 1], minus);
        }

        return plus - minus;
    }
}

/// <summary>RX: 2K = ((0, −i), (−i, 0)).</summary>
internal sealed class ImaginaryRotationGate(PairWalk walk, int angle, bool isVariable) : RotationGate(walk, angle, isVariable)
{
    protected override void Turn(Span<Vector<double>> state, Vector<double> c, Vector<double> s)
    {
        PairWalk walk = Walk;
        Vector<double> minus = -s;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = Vector.FusedMultiplyAdd(s, bi, c * ar);
            state[a + 1] = Vector.FusedMultiplyAdd(minus, br, c * ai);
            state[b] = Vector.FusedMultiplyAdd(s, ai, c * br);
            state[b + 1] = Vector.FusedMultiplyAdd(minus, ar, c * bi);
        }
    }

    protected override Vector<double> Overlap(ReadOnlySpan<Vector<double>> state, ReadOnlySpan<Vector<double>> cotangent)
    {
        PairWalk walk = Walk;
        Vector<double> plus = Vector<double>.Zero, minus = Vector<double>.Zero;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            plus = Vector.FusedMultiplyAdd(cotangent[a], state[b + 1], plus);
            minus = Vector.FusedMultiplyAdd(cotangent[a + 1], state[b], minus);
            plus = Vector.FusedMultiplyAdd(cotangent[b], state[a + 1], plus);
            minus = Vector.FusedMultiplyAdd(cotangent[b + 1], state[a], minus);
        }

        return plus - minus;
    }
}
