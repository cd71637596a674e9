namespace QuantumCluster.Cutting.Estimation;

/// <summary>What happens to frequencies before they are put together.</summary>
public sealed record EstimateSettings
{
    /// <summary>Frequencies as they are measured.</summary>
    public static EstimateSettings Plain { get; } = new();

    /// <summary>Whether variants that must agree are made to: <see cref="ConsistentFrequencies"/>.</summary>
    public bool LeastSquares { get; init; }

    /// <summary>By which readout errors are undone; null leaves them.</summary>
    public ReadoutMitigation? Mitigation { get; init; }
}
