using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Noise;

/// <summary>From expectation values to the chances of outcomes, one qubit after another from the most significant digit on.</summary>
internal sealed class ReadoutContraction<L> where L : unmanaged, ILanes<L>
{
    private readonly int _digits;
    private readonly int[] _measuredAt; // by digit: number among the measured qubits, or -1
    private readonly int[] _outcomeOf; // by the read values in order of the digits
    private readonly LaneBuffer<L> _half;
    private readonly LaneBuffer<L> _quarter;

    public ReadoutContraction(NoisyProgram ready)
    {
        _digits = ready.Timetable.Qubits;
        _measuredAt = new int[_digits];
        Array.Fill(_measuredAt, -1);
        int measured = ready.Timetable.MeasuredPlaces.Length;
        for (int m = 0; m < measured; m++) _measuredAt[ready.Evolution.DigitOf(ready.Timetable.MeasuredPlaces[m])] = m;
        int[] order = [.. _measuredAt.Reverse().Where(m => m >= 0)];
        _outcomeOf = new int[1 << measured];
        for (int read = 0; read < _outcomeOf.Length; read++)
            for (int i = 0; i < measured; i++) _outcomeOf[read] |= ((read >> (measured - 1 - i)) & 1) << (measured - 1 - order[i]);
        _half = new(Math.Max(1, 1 << (2 * _digits - 1)));
        _quarter = new(1 << (2 * _digits - 2));
    }

    /// <param name="state">[4^qubits].</param>
    /// <param name="outcomes">[outcome]; overwritten. Rounding may leave a chance a hair below zero: that is zero.</param>
    public void Read(ReadOnlySpan<L> state, ReadoutEffects effects, Variant variant, Span<L> outcomes)
    {
        ReadOnlySpan<L> from = state;
        bool intoHalf = true;
        int rows = 1;
        for (int digit = _digits - 1; digit >= 0; digit--, intoHalf = !intoHalf)
        {
            int stride = 1 << (2 * digit), m = _measuredAt[digit], values = m < 0 ? 1 : 2;
            Span<L> to = (intoHalf ? _half : _quarter).Span[..(rows * values * stride)];
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<L> source = from.Slice(row * 4 * stride, 4 * stride);
                if (m < 0) source[..stride].CopyTo(to[(row * stride)..]);
                else
                    for (int value = 0; value < 2; value++) Read(source, effects.Of(m, variant.Bases[m]).Slice(4 * value, 4), to.Slice((2 * row + value) * stride, stride));
            }

            from = to;
            rows *= values;
        }

        for (int read = 0; read < _outcomeOf.Length; read++) outcomes[_outcomeOf[read]] = L.AtLeastZero(from[read]);
    }

    /// <summary>Σ over the operators of one digit.</summary>
    private static void Read(ReadOnlySpan<L> source, ReadOnlySpan<double> effect, Span<L> to)
    {
        L identity = L.Broadcast(effect[0]);
        for (int i = 0; i < to.Length; i++) to[i] = identity * source[i];
        for (int operation = 1; operation < 4; operation++)
        {
            if (effect[operation] == 0) continue;
            L factor = L.Broadcast(effect[operation]);
            ReadOnlySpan<L> expectations = source.Slice(operation * to.Length, to.Length);
            for (int i = 0; i < to.Length; i++) to[i] = L.MultiplyAdd(factor, expectations[i], to[i]);
        }
    }
}
