using System.Numerics;
using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Adadelta on numbers in memory, in two passes with torch's square roots between them: torch's own operations, ten for every tensor, read and
/// write everything several times. Operation for operation these round as they do. The roots stay torch's, because its library for them does not
/// always round to the nearest number.
/// </summary>
/// <param name="Rho">ρ, how much of an average is kept.</param>
/// <param name="Epsilon">ε, under both roots.</param>
/// <param name="Step">Factor of what is added: the learning rate, negative.</param>
internal readonly record struct AdadeltaFormula(double Rho, double Epsilon, double Step)
{
    /// <summary>E[g²] ← ρ E[g²] + (1 − ρ) g², and what is under the roots of RMS[g] and RMS[Δ].</summary>
    /// <param name="underSquares">At least as long as the others, like <paramref name="underDeltas"/>.</param>
    public void Accumulate(ReadOnlySpan<float> gradient, Span<float> squares, ReadOnlySpan<float> deltas, Span<float> underSquares, Span<float> underDeltas)
    {
        Vector<float> rho = new((float)Rho), rest = new((float)(1 - Rho)), epsilon = new((float)Epsilon);
        ReadOnlySpan<Vector<float>> g = Wide(gradient), d = Wide(deltas);
        Span<Vector<float>> s = Wide(squares), us = Wide(underSquares), ud = Wide(underDeltas);
        for (int i = 0; i < s.Length; i++)
        {
            s[i] = Vector.FusedMultiplyAdd(rest * g[i], g[i], s[i] * rho);
            us[i] = s[i] + epsilon;
            ud[i] = d[i] + epsilon;
        }

        int done = s.Length * Vector<float>.Count;
        AccumulateEach(gradient[done..], squares[done..], deltas[done..], underSquares[done..], underDeltas[done..]);
    }

    /// <inheritdoc cref="Accumulate(ReadOnlySpan{float}, Span{float}, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void Accumulate(ReadOnlySpan<double> gradient, Span<double> squares, ReadOnlySpan<double> deltas, Span<double> underSquares, Span<double> underDeltas) =>
        AccumulateEach(gradient, squares, deltas, underSquares, underDeltas);

    /// <summary>Δ = RMS[Δ] / RMS[g] · g; E[Δ²] ← ρ E[Δ²] + (1 − ρ) Δ²; the parameter gets its step.</summary>
    public void Advance(Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> deltas, ReadOnlySpan<float> rootSquares, ReadOnlySpan<float> rootDeltas)
    {
        Vector<float> rho = new((float)Rho), rest = new((float)(1 - Rho)), step = new((float)Step);
        Span<Vector<float>> p = Wide(parameter), d = Wide(deltas);
        ReadOnlySpan<Vector<float>> g = Wide(gradient), rs = Wide(rootSquares), rd = Wide(rootDeltas);
        for (int i = 0; i < p.Length; i++)
        {
            Vector<float> delta = rd[i] / rs[i] * g[i];
            d[i] = Vector.FusedMultiplyAdd(rest * delta, delta, d[i] * rho);
            p[i] = Vector.FusedMultiplyAdd(delta, step, p[i]);
        }

        int done = p.Length * Vector<float>.Count;
        AdvanceEach(parameter[done..], gradient[done..], deltas[done..], rootSquares[done..], rootDeltas[done..]);
    }

    /// <inheritdoc cref="Advance(Span{float}, ReadOnlySpan{float}, Span{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void Advance(Span<double> parameter, ReadOnlySpan<double> gradient, Span<double> deltas, ReadOnlySpan<double> rootSquares, ReadOnlySpan<double> rootDeltas) =>
        AdvanceEach(parameter, gradient, deltas, rootSquares, rootDeltas);

    private void AccumulateEach<T>(ReadOnlySpan<T> gradient, Span<T> squares, ReadOnlySpan<T> deltas, Span<T> underSquares, Span<T> underDeltas) where T : IFloatingPointIeee754<T>
    {
        T rho = T.CreateChecked(Rho), rest = T.CreateChecked(1 - Rho), epsilon = T.CreateChecked(Epsilon);
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = T.FusedMultiplyAdd(rest * gradient[i], gradient[i], squares[i] * rho);
            underSquares[i] = squares[i] + epsilon;
            underDeltas[i] = deltas[i] + epsilon;
        }
    }

    private void AdvanceEach<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> deltas, ReadOnlySpan<T> rootSquares, ReadOnlySpan<T> rootDeltas) where T : IFloatingPointIeee754<T>
    {
        T rho = T.CreateChecked(Rho), rest = T.CreateChecked(1 - Rho), step = T.CreateChecked(Step);
        for (int i = 0; i < parameter.Length; i++)
        {
            T delta = rootDeltas[i] / rootSquares[i] * gradient[i];
            deltas[i] = T.FusedMultiplyAdd(rest * delta, delta, deltas[i] * rho);
            parameter[i] = T.FusedMultiplyAdd(delta, step, parameter[i]);
        }
    }

    private static Span<Vector<float>> Wide(Span<float> numbers) => MemoryMarshal.Cast<float, Vector<float>>(numbers);

    private static ReadOnlySpan<Vector<float>> Wide(ReadOnlySpan<float> numbers) => MemoryMarshal.Cast<float, Vector<float>>(numbers);
}
