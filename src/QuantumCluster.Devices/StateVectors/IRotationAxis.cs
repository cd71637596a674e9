using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// cos(θ/2) + sin(θ/2)·2K on a pair of amplitudes a = (ar, ai) at |0⟩ and b = (br, bi) at |1⟩, K² = −1/4; c and s are the cosine and
/// sine. The four turned parts, and the terms of Re⟨l|2K|p⟩ for a pair of a cotangent l and of a state p, those with a plus and those with a minus.
/// </summary>
internal interface IRotationAxis
{
    static abstract L Ar<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L>;

    static abstract L Ai<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L>;

    static abstract L Br<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L>;

    static abstract L Bi<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L>;

    static abstract L Plus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L>;

    static abstract L Minus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L>;
}

/// <summary>RX: 2K = ((0, −i), (−i, 0)).</summary>
internal readonly struct XAxis : IRotationAxis
{
    public static L Ar<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, bi, c * ar);

    public static L Ai<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, br, c * ai);

    public static L Br<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, ai, c * br);

    public static L Bi<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, ar, c * bi);

    public static L Plus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lbr, pai, L.MultiplyAdd(lar, pbi, sum));

    public static L Minus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lbi, par, L.MultiplyAdd(lai, pbr, sum));
}

/// <summary>RY and CRY: 2K = ((0, −1), (1, 0)).</summary>
internal readonly struct YAxis : IRotationAxis
{
    public static L Ar<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, br, c * ar);

    public static L Ai<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, bi, c * ai);

    public static L Br<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, ar, c * br);

    public static L Bi<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, ai, c * bi);

    public static L Plus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lbi, pai, L.MultiplyAdd(lbr, par, sum));

    public static L Minus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lai, pbi, L.MultiplyAdd(lar, pbr, sum));
}

/// <summary>RZ and CRZ: 2K = diag(−i, i).</summary>
internal readonly struct ZAxis : IRotationAxis
{
    public static L Ar<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, ai, c * ar);

    public static L Ai<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, ar, c * ai);

    public static L Br<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.SubtractProduct(s, bi, c * br);

    public static L Bi<L>(L c, L s, L ar, L ai, L br, L bi) where L : unmanaged, ILanes<L> => L.MultiplyAdd(s, br, c * bi);

    public static L Plus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lbi, pbr, L.MultiplyAdd(lar, pai, sum));

    public static L Minus<L>(L sum, L lar, L lai, L lbr, L lbi, L par, L pai, L pbr, L pbi) where L : unmanaged, ILanes<L> =>
        L.MultiplyAdd(lbr, pbi, L.MultiplyAdd(lai, par, sum));
}
