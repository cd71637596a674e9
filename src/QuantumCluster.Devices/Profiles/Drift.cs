using QuantumCluster.Circuits;

namespace QuantumCluster.Devices.Profiles;

/// <summary>
/// How a device's figures wander between calibrations: each figure's logarithm takes a normal step of <paramref name="Spread"/> with every step
/// of the run, and goes back to its place in the profile every <paramref name="RecalibrateEvery"/> steps.
/// </summary>
/// <param name="Seed">The device's own; with the step of the run it decides all figures, so wall time never does.</param>
/// <param name="Spread">Standard deviation per step, 0 to 1.</param>
/// <param name="RecalibrateEvery">Steps, 1 to 100,000.</param>
public sealed record Drift(Seed Seed, double Spread, int RecalibrateEvery)
{
    public const int LongestPeriod = 100_000;

    public double Spread { get; } = Spread is >= 0 and <= 1 ? Spread
        : throw new ArgumentOutOfRangeException(nameof(Spread), Spread, $"The drift's spread is {Spread}; it must be from 0 to 1.");

    public int RecalibrateEvery { get; } = RecalibrateEvery is >= 1 and <= LongestPeriod ? RecalibrateEvery
        : throw new ArgumentOutOfRangeException(nameof(RecalibrateEvery), RecalibrateEvery, $"Recalibration is due every {RecalibrateEvery} steps; it must be from 1 to {LongestPeriod}.");
}
