using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Memory of vectors seen element by element, and whole vectors at any address of a table.</summary>
internal static class Elements
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref E At<L, E>(ref readonly L first, int index) where L : unmanaged, ILanes<L> where E : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<L, E>(ref Unsafe.AsRef(in first)), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(ReadOnlySpan<double> source) where V : unmanaged =>
        Unsafe.ReadUnaligned<V>(ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(source[..(Unsafe.SizeOf<V>() / sizeof(double))])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V value, Span<double> target) where V : unmanaged =>
        Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(target[..(Unsafe.SizeOf<V>() / sizeof(double))])), value);
}
