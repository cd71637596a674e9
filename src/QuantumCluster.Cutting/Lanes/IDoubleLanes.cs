namespace QuantumCluster.Cutting.Lanes;

/// <summary>Doubles whose squares of vectors can be transposed.</summary>
internal interface IDoubleLanes<T> : ILanes<T> where T : unmanaged, IDoubleLanes<T>
{
    /// <summary>Exchanges element e of vector r and element r of vector e, in place.</summary>
    /// <param name="square">As many vectors as each has elements.</param>
    static abstract void Transpose(Span<T> square);
}
