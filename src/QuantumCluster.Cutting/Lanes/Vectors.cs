using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Whole vectors from and to tables of doubles at any address.</summary>
internal static class Vectors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Load<L>(ReadOnlySpan<double> source) where L : unmanaged, ILanes<L> =>
        Unsafe.ReadUnaligned<L>(ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(source[..L.Width])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<L>(L value, Span<double> target) where L : unmanaged, ILanes<L> =>
        Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(target[..L.Width])), value);
}
