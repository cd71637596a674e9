using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// Tables over Pauli operators, a vector of lanes per entry: a state's expectation values, or the columns of a transfer matrix. The qubit in
/// question is a digit I, X, Y, Z of the entry's number in base 4; <c>stride</c> is the distance from one of its values to the next.
/// </summary>
internal static class PauliTable
{
    /// <summary>exp(−iφ/2 · axis): the two other components turn by φ, right-handed.</summary>
    public static void Turn<L>(Span<L> table, int stride, Axis axis, L sine, L cosine) where L : unmanaged, ILanes<L>
    {
        (int from, int to) = axis switch { Axis.X => (2, 3), Axis.Y => (3, 1), _ => (1, 2) };
        ref L first = ref MemoryMarshal.GetReference(table);
        for (int block = 0; block < table.Length; block += 4 * stride)
            for (int i = block; i < block + stride; i++)
            {
                ref L u = ref Unsafe.Add(ref first, i + from * stride);
                ref L v = ref Unsafe.Add(ref first, i + to * stride);
                L old = u;
                u = L.SubtractProduct(sine, v, cosine * old);
                v = L.MultiplyAdd(sine, old, cosine * v);
            }
    }

    public static void Relax<L>(Span<L> table, int stride, Relaxation relaxation) where L : unmanaged, ILanes<L>
    {
        L coherence = L.Broadcast(relaxation.Coherence), population = L.Broadcast(relaxation.Population), gain = L.Broadcast(relaxation.Decay);
        for (int block = 0; block < table.Length; block += 4 * stride)
            for (int i = block; i < block + stride; i++)
            {
                table[i + stride] *= coherence;
                table[i + 2 * stride] *= coherence;
                table[i + 3 * stride] = L.MultiplyAdd(population, table[i + 3 * stride], gain * table[i]);
            }
    }

    /// <summary>ρ ↦ (1 − λ) ρ + λ 1/2 on the one qubit.</summary>
    public static void Depolarise<L>(Span<L> table, int stride, double lambda) where L : unmanaged, ILanes<L>
    {
        L kept = L.Broadcast(1 - lambda);
        for (int block = 0; block < table.Length; block += 4 * stride)
            foreach (ref L entry in table.Slice(block + stride, 3 * stride)) entry *= kept;
    }
}
