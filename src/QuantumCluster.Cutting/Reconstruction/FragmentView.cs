namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>How a readout looks at one fragment.</summary>
/// <param name="FirstVariant">First variant of the readout group that is used.</param>
/// <param name="SignMask">Null keeps every read bit; otherwise the read bits are summed out, with a minus where the masked bits have odd parity.</param>
internal readonly record struct FragmentView(int FirstVariant, int? SignMask)
{
    /// <summary>Numbers per bond term.</summary>
    public int Columns(int readBits) => SignMask is null ? 1 << readBits : 1;
}
