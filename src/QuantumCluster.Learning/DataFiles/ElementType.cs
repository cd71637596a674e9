namespace QuantumCluster.Learning.DataFiles;

/// <summary>Number formats that data files may hold, little-endian.</summary>
public enum ElementType
{
    UInt8,
    Int32,
    Int64,
    Float32,
    Float64,
}

internal static class ElementTypes
{
    public static int ByteCount(this ElementType type) => type switch
    {
        ElementType.UInt8 => 1,
        ElementType.Int32 or ElementType.Float32 => 4,
        _ => 8,
    };
}
