using System.Runtime.Intrinsics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Vector widths in bits. Which one is used changes the time that a run takes, never its bits.</summary>
public enum LaneWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>What this machine offers.</summary>
public static class LaneWidths
{
    public static LaneWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? LaneWidth.Bits512 : Vector256.IsHardwareAccelerated ? LaneWidth.Bits256 : LaneWidth.Bits128;
}
