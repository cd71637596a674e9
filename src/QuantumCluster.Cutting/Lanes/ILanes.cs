using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>
/// One hardware vector of elements, doubles or floats. All that it does is element-wise and one IEEE operation (or one fused multiply-add)
/// per element, so code written once over <typeparamref name="T"/> gives the same bits at every width of one precision. Tables outside are
/// doubles: floats are rounded on the way in, to the nearest.
/// </summary>
public interface ILanes<T> where T : unmanaged, ILanes<T>
{
    /// <summary>What the elements are.</summary>
    static abstract Precision Precision { get; }

    /// <summary>Elements per vector: 2, 4 or 8 doubles, 4, 8 or 16 floats.</summary>
    static abstract int Width { get; }

    static abstract T Broadcast(double value);

    /// <summary>One element of a list of vectors, in every lane.</summary>
    /// <param name="index">The element's place, counted from that of the first vector's first lane.</param>
    static abstract T Broadcast(ref readonly T first, int index);

    /// <summary>One element of a list of vectors; the index as for <see cref="Broadcast(ref readonly T, int)"/>.</summary>
    static abstract double Get(ref readonly T first, int index);

    /// <inheritdoc cref="Get"/>
    static abstract void Set(ref T first, int index, double value);

    /// <param name="source">At least <see cref="Width"/> numbers.</param>
    static abstract T Load(ReadOnlySpan<double> source);

    /// <param name="target">Room for at least <see cref="Width"/> numbers.</param>
    static abstract void Store(T value, Span<double> target);

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

    /// <summary>Columns that <see cref="LoadBlock"/> and <see cref="StoreBlock"/> move at once.</summary>
    static abstract int BlockColumns { get; }

    /// <summary>Some columns of <see cref="Width"/> neighbouring rows of a table, one vector per column.</summary>
    /// <param name="table">Starts at the first column of the first row.</param>
    /// <param name="stride">Columns of the whole table.</param>
    /// <param name="columns"><see cref="BlockColumns"/> vectors.</param>
    static abstract void LoadBlock(ReadOnlySpan<double> table, int stride, Span<T> columns);

    /// <param name="columns">Scratch afterwards.</param>
    /// <inheritdoc cref="LoadBlock"/>
    static abstract void StoreBlock(Span<T> columns, Span<double> table, int stride);
}
