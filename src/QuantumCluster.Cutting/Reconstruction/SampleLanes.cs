using System.Numerics;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// Neighbouring samples of a batch in the lanes of one hardware vector. Everything between <see cref="Load"/> and <see cref="Store"/> is
/// element-wise, so a sample's bits depend neither on <see cref="Width"/> nor on which samples are its neighbours.
/// </summary>
public static class SampleLanes
{
    /// <summary>Samples per vector on this machine: 2, 4 or 8.</summary>
    public static int Width => Vector<double>.Count;

    /// <summary>Vectors that <paramref name="samples"/> samples fill, the last one perhaps not whole.</summary>
    public static int Slots(int samples) => (samples + Vector<double>.Count - 1) / Vector<double>.Count;

    /// <summary>The first <see cref="Width"/> numbers of <paramref name="row"/>; where it is shorter, zeros follow.</summary>
    public static Vector<double> Load(ReadOnlySpan<double> row)
    {
        if (row.Length >= Vector<double>.Count) return new Vector<double>(row);
        Span<double> padded = stackalloc double[Vector<double>.Count];
        padded.Clear();
        row.CopyTo(padded);
        return new Vector<double>((ReadOnlySpan<double>)padded);
    }

    /// <summary>Writes as many lanes as <paramref name="row"/> has room for.</summary>
    public static void Store(Vector<double> lanes, Span<double> row)
    {
        if (row.Length >= Vector<double>.Count)
        {
            lanes.CopyTo(row);
            return;
        }

        MemoryMarshal.Cast<Vector<double>, double>(new ReadOnlySpan<Vector<double>>(in lanes))[..row.Length].CopyTo(row);
    }
}
