using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Numerics;

/// <summary>
/// Sine and cosine of floats, in floats. The steps are those for doubles with shorter polynomials, which interpolate both functions at
/// Chebyshev nodes of [0, (π/4)²] in the square of the reduced angle, one node moved to 0. Within 1.6 units in the last place and 10⁻⁷ for
/// |x| ≤ π, below what rounding the angle itself to a float can cost: calculating in double would buy nothing for twice the vectors.
/// </summary>
internal static class SineCosineFloats
{
    private const double TwoOverPi = 0.636619747;
    /// <summary>Adding and subtracting 1.5·2^23 rounds to the nearest integer, ties to even.</summary>
    private const double Rounder = 12582912;
    private const double HalfPiHigh = 1.57079637;
    private const double HalfPiLow = -4.37113883e-08;

    private const double S1 = -1.66666552e-01, S2 = 8.33217707e-03, S3 = -1.95171582e-04;
    private const double C1 = 4.16666567e-02, C2 = -1.38877309e-03, C3 = 2.44770708e-05;

    /// <param name="radians">At most π in magnitude, or not much more: beyond, the reduction loses digits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (L Sin, L Cos) Of<L>(L radians) where L : unmanaged, ILanes<L>
    {
        L shifted = L.MultiplyAdd(radians, L.Broadcast(TwoOverPi), L.Broadcast(Rounder));
        L n = shifted - L.Broadcast(Rounder);
        L r = L.SubtractProduct(n, L.Broadcast(HalfPiHigh), radians);
        r = L.SubtractProduct(n, L.Broadcast(HalfPiLow), r);
        L z = r * r;
        L s = L.MultiplyAdd(z, L.MultiplyAdd(z, L.Broadcast(S3), L.Broadcast(S2)), L.Broadcast(S1));
        L c = L.MultiplyAdd(z, L.MultiplyAdd(z, L.Broadcast(C3), L.Broadcast(C2)), L.Broadcast(C1));
        return L.Turn(shifted, L.MultiplyAdd(r * z, s, r), L.MultiplyAdd(z * z, c, L.MultiplyAdd(z, L.Broadcast(-0.5), L.Broadcast(1))));
    }
}
