namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// A cut through the wire of <see cref="Qubit"/> (numbered as in the whole circuit), just before the operation with index
/// <see cref="BeforeOperation"/>. The part before it is measured, the part after it is prepared.
/// </summary>
public readonly record struct WireCut(int Qubit, int BeforeOperation)
{
    public override string ToString() => $"wire {Qubit} before operation {BeforeOperation}";
}
