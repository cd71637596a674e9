namespace QuantumCluster.Cutting.Plans;

/// <summary>What a user asks for; <see cref="Auto"/> resolves to golden where the circuit's structure allows it, and to minimal elsewhere.</summary>
public enum VariantChoice : byte
{
    Auto = 0,
    Paper = 1,
    Table = 2,
    Minimal = 3,
}
