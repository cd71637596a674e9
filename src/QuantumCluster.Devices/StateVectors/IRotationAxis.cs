using System.Numerics;
using Lanes = System.Numerics.Vector<double>;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// cos(θ/2) + sin(θ/2)·2K on a pair of amplitudes a = (ar, ai) at |0⟩ and b = (br, bi) at |1⟩, K² = −1/4; c and s are the cosine and
/// sine. The four turned parts, and the terms of Re⟨l|2K|p⟩ for a pair of a cotangent l and of a state p, those with a plus and those with a minus.
/// </summary>
internal interface IRotationAxis
{
    static abstract Lanes Ar(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi);

    static abstract Lanes Ai(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi);

    static abstract Lanes Br(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi);

    static abstract Lanes Bi(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi);

    static abstract Lanes Plus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi);

    static abstract Lanes Minus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi);
}

/// <summary>RX: 2K = ((0, −i), (−i, 0)).</summary>
internal readonly struct XAxis : IRotationAxis
{
    public static Lanes Ar(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, bi, c * ar);

    public static Lanes Ai(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, br, c * ai);

    public static Lanes Br(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, ai, c * br);

    public static Lanes Bi(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, ar, c * bi);

    public static Lanes Plus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lbr, pai, Vector.FusedMultiplyAdd(lar, pbi, sum));

    public static Lanes Minus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lbi, par, Vector.FusedMultiplyAdd(lai, pbr, sum));
}

/// <summary>RY and CRY: 2K = ((0, −1), (1, 0)).</summary>
internal readonly struct YAxis : IRotationAxis
{
    public static Lanes Ar(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, br, c * ar);

    public static Lanes Ai(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, bi, c * ai);

    public static Lanes Br(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, ar, c * br);

    public static Lanes Bi(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, ai, c * bi);

    public static Lanes Plus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lbi, pai, Vector.FusedMultiplyAdd(lbr, par, sum));

    public static Lanes Minus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lai, pbi, Vector.FusedMultiplyAdd(lar, pbr, sum));
}

/// <summary>RZ and CRZ: 2K = diag(−i, i).</summary>
internal readonly struct ZAxis : IRotationAxis
{
    public static Lanes Ar(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, ai, c * ar);

    public static Lanes Ai(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, ar, c * ai);

    public static Lanes Br(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(-s, bi, c * br);

    public static Lanes Bi(Lanes c, Lanes s, Lanes ar, Lanes ai, Lanes br, Lanes bi) => Vector.FusedMultiplyAdd(s, br, c * bi);

    public static Lanes Plus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lbi, pbr, Vector.FusedMultiplyAdd(lar, pai, sum));

    public static Lanes Minus(Lanes sum, Lanes lar, Lanes lai, Lanes lbr, Lanes lbi, Lanes par, Lanes pai, Lanes pbr, Lanes pbi) =>
        Vector.FusedMultiplyAdd(lbr, pbi, Vector.FusedMultiplyAdd(lai, par, sum));
}
