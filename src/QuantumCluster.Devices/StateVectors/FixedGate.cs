using System.Numerics;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A gate without an angle, by its matrix: H, S, S† and the rotations into a measurement basis.</summary>
internal sealed class FixedGate(PairWalk walk, Matrix2 matrix) : CompiledGate(walk)
{
    private readonly Matrix2 _adjoint = matrix.Adjoint();
    private readonly bool _isReal = matrix.M00.Imaginary == 0 && matrix.M01.Imaginary == 0 && matrix.M10.Imaginary == 0 && matrix.M11.Imaginary == 0;

    public override void Apply(Span<Vector<double>> state, AngleTable angles) => Multiply(state, matrix);

    public override void Undo(Span<Vector<double>> state, AngleTable angles) => Multiply(state, _adjoint);

    /// <summary>Angles play no part.</summary>
    public void Apply(Span<Vector<double>> state) => Multiply(state, matrix);

    /// <inheritdoc cref="Apply(Span{Vector{double}})"/>
    public void Undo(Span<Vector<double>> state) => Multiply(state, _adjoint);

    private void Multiply(Span<Vector<double>> state, in Matrix2 m)
    {
        if (_isReal) MultiplyReal(state, m);
        else MultiplyComplex(state, m);
    }

    private void MultiplyReal(Span<Vector<double>> state, in Matrix2 m)
    {
        var m00 = new Vector<double>(m.M00.Real);
        var m01 = new Vector<double>(m.M01.Real);
        var m10 = new Vector<double>(m.M10.Real);
        var m11 = new Vector<double>(m.M11.Real);
        PairWalk walk = Walk;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = Vector.FusedMultiplyAdd(m01, br, m00 * ar);
            state[a + 1] = Vector.FusedMultiplyAdd(m01, bi, m00 * ai);
            state[b] = Vector.FusedMultiplyAdd(m11, br, m10 * ar);
            state[b + 1] = Vector.FusedMultiplyAdd(m11, bi, m10 * ai);
        }
    }

    private void MultiplyComplex(Span<Vector<double>> state, in Matrix2 m)
    {
        PairWalk walk = Walk;
        for (int k = 0; k < walk.Count; k++)
        {
            int a = 2 * walk.First(k), b = a + 2 * walk.Partner;
            Vector<double> ar = state[a], ai = state[a + 1], br = state[b], bi = state[b + 1];
            state[a] = RealPart(m.M00, m.M01, ar, ai, br, bi);
            state[a + 1] = ImaginaryPart(m.M00, m.M01, ar, ai, br, bi);
            state[b] = RealPart(m.M10, m.M11, ar, ai, br, bi);
            state[b + 1] = ImaginaryPart(m.M10, m.M11, ar, ai, br, bi);
        }
    }

    private static Vector<double> RealPart(Complex p, Complex q, Vector<double> ar, Vector<double> ai, Vector<double> br, Vector<double> bi)
    {
        Vector<double> sum = new Vector<double>(p.Real) * ar;
        sum = Vector.FusedMultiplyAdd(new Vector<double>(-p.Imaginary), ai, sum);
        sum = Vector.FusedMultiplyAdd(new Vector<double>(q.Real), br, sum);
        return Vector.FusedMultiplyAdd(new Vector<double>(-q.Imaginary), bi, sum);
    }

    private static Vector<double> ImaginaryPart(Complex p, Complex q, Vector<double> ar, Vector<double> ai, Vector<double> br, Vector<double> bi)
    {
        Vector<double> sum = new Vector<double>(p.Real) * ai;
        sum = Vector.FusedMultiplyAdd(new Vector<double>(p.Imaginary), ar, sum);
        sum = Vector.FusedMultiplyAdd(new Vector<double>(q.Real), bi, sum);
        return Vector.FusedMultiplyAdd(new Vector<double>(q.Imaginary), br, sum);
    }
}
