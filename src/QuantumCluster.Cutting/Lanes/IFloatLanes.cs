namespace QuantumCluster.Cutting.Lanes;

/// <summary>Floats whose lower and upper half fill a vector of doubles <typeparamref name="D"/> each.</summary>
internal interface IFloatLanes<T, D> : ILanes<T> where T : unmanaged, IFloatLanes<T, D> where D : unmanaged, IDoubleLanes<D>
{
    /// <summary>Rounded to the nearest.</summary>
    static abstract T Narrow(D lower, D upper);

    static abstract D WidenLower(T value);

    static abstract D WidenUpper(T value);
}
