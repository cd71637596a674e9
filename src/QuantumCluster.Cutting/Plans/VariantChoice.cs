namespace QuantumCluster.Cutting.Plans;

/// <summary>What a user asks for; <see cref="Auto"/> resolves to golden where the circuit's structure allows it and no noisy device runs what comes after the cut, and to minimal elsewhere.</summary>
public enum VariantChoice : byte
{
    Auto = 0,
    Paper = 1,
    Table = 2,
    Minimal = 3,

    /// <summary>Golden where the circuit's structure allows it even on noisy devices, where the terms that it drops are only nearly zero.</summary>
    Golden = 4,
}
