namespace QuantumCluster.Devices.Noise;

/// <summary>How noise is emulated. All agree: the first two to rounding, the third within the statistics of its shots.</summary>
public enum NoiseMethod : byte
{
    /// <summary>Expectation values of all Pauli strings, events on a pair fused into one transfer matrix: fast, and the default.</summary>
    TransferMatrices = 0,

    /// <summary>The density matrix itself, one event after another, one sample at a time: slow and plain, to compare with.</summary>
    DensityMatrix = 1,

    /// <summary>
    /// Every shot a state vector of its own, on which errors happen by chance: for counts only, and in time that grows with the shots, but
    /// with 2^n numbers instead of 4^n.
    /// </summary>
    Trajectories = 2,
}
