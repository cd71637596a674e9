namespace QuantumCluster.Cutting.Lanes;

/// <summary>
/// One hardware vector of doubles. All that it does is element-wise and one IEEE operation (or one fused multiply-add) per element, so
/// code written once over <typeparamref name="T"/> gives the same bits at every width.
/// </summary>
public interface ILanes<T> where T : unmanaged, ILanes<T>
{
    /// <summary>Doubles per vector: 2, 4 or 8.</summary>
    static abstract int Width { get; }

    static abstract T Broadcast(double value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>c − a · b, rounded once.</summary>
    static abstract T SubtractProduct(T a, T b, T c);

    /// <summary>The elements, with zero in place of negative ones.</summary>
    static abstract T AtLeastZero(T a);

    static abstract bool AnyMagnitudeAbove(T a, double limit);

    /// <summary>
    /// Turns sine and cosine of a reduced angle by whole quadrants. <paramref name="quadrants"/> carries their number, in two's
    /// complement, in its lowest mantissa bits.
    /// </summary>
    static abstract (T Sin, T Cos) Turn(T quadrants, T sin, T cos);

    /// <summary>Exchanges element e of vector r and element r of vector e, in place.</summary>
    /// <param name="square"><see cref="Width"/> vectors.</param>
    static abstract void Transpose(Span<T> square);
}
