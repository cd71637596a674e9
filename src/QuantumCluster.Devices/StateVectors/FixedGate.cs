using System.Numerics;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A gate without an angle, by its matrix: H, S, S† and the rotations into a measurement basis.</summary>
internal sealed class FixedGate<L>(PairWalk walk, Matrix2 matrix) : CompiledGate<L>(walk) where L : unmanaged, ILanes<L>
{
    private readonly Matrix2 _adjoint = matrix.Adjoint();
    private readonly bool _isReal = matrix.M00.Imaginary == 0 && matrix.M01.Imaginary == 0 && matrix.M10.Imaginary == 0 && matrix.M11.Imaginary == 0;

    public override void Apply(Span<L> state, AngleTable<L> angles) => Multiply(state, matrix);

    public override void Undo(Span<L> state, AngleTable<L> angles) => Multiply(state, _adjoint);

    /// <summary>Angles play no part.</summary>
    public void Apply(Span<L> state) => Multiply(state, matrix);

    /// <inheritdoc cref="Apply(Span{L})"/>
    public void Undo(Span<L> state) => Multiply(state, _adjoint);

    private void Multiply(Span<L> state, in Matrix2 m)
    {
        if (_isReal) MultiplyReal(state, m);
        else MultiplyComplex(state, m);
    }

    private void MultiplyReal(Span<L> state, in Matrix2 m)
    {
        var m00 = L.Broadcast(m.M00.Real);
        var m01 = L.Broadcast(m.M01.Real);
        var m10 = L.Broadcast(m.M10.Real);
        var m11 = L.Broadcast(m.M11.Real);
        PairWalk walk = Walk;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            L ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = L.MultiplyAdd(m01, br, m00 * ar);
            state[a + 1] = L.MultiplyAdd(m01, bi, m00 * ai);
            state[b] = L.MultiplyAdd(m11, br, m10 * ar);
            state[b + 1] = L.MultiplyAdd(m11, bi, m10 * ai);
        }
    }

    private void MultiplyComplex(Span<L> state, in Matrix2 m)
    {
        PairWalk walk = Walk;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            L ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = RealPart(m.M00, m.M01, ar, ai, br, bi);
            state[a + 1] = ImaginaryPart(m.M00, m.M01, ar, ai, br, bi);
            state[b] = RealPart(m.M10, m.M11, ar, ai, br, bi);
            state[b + 1] = ImaginaryPart(m.M10, m.M11, ar, ai, br, bi);
        }
    }

    private static L RealPart(Complex p, Complex q, L ar, L ai, L br, L bi)
    {
        L sum = L.Broadcast(p.Real) * ar;
        sum = L.MultiplyAdd(L.Broadcast(-p.Imaginary), ai, sum);
        sum = L.MultiplyAdd(L.Broadcast(q.Real), br, sum);
        return L.MultiplyAdd(L.Broadcast(-q.Imaginary), bi, sum);
    }

    private static L ImaginaryPart(Complex p, Complex q, L ar, L ai, L br, L bi)
    {
        L sum = L.Broadcast(p.Real) * ai;
        sum = L.MultiplyAdd(L.Broadcast(p.Imaginary), ar, sum);
        sum = L.MultiplyAdd(L.Broadcast(q.Real), bi, sum);
        return L.MultiplyAdd(L.Broadcast(q.Imaginary), br, sum);
    }
}
