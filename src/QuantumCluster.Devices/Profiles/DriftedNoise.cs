using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Profiles;

/// <summary>A device's figures at a step of a run.</summary>
internal static class DriftedNoise
{
    /// <summary>
    /// Each figure times e^(spread · W), W the sum of one standard normal variate per step since the last calibration, keyed by the device's
    /// seed, the period, the figure and the step in it. Kept in range: errors at most those of completely depolarised gates, T2 at most 2 T1.
    /// </summary>
    /// <param name="step">At least 0.</param>
    public static DeviceNoise At(DeviceNoise noise, Drift drift, long step)
    {
        (long period, long since) = Math.DivRem(step, drift.RecalibrateEvery);
        Seed ofPeriod = drift.Seed.For("drift").For((ulong)period);
        int qubits = noise.Qubits;
        ImmutableArray<double> t1 = Each(noise.T1, 2, double.PositiveInfinity);
        ImmutableArray<double> t2 = Each(noise.T2, 2 + qubits, double.PositiveInfinity);
        return DeviceNoise.Create(
            Math.Min(noise.OneQubitError * Factor(0), DeviceNoise.OneQubitLimit), Math.Min(noise.TwoQubitError * Factor(1), DeviceNoise.TwoQubitLimit),
            t1, [.. t2.Select((t, q) => Math.Min(t, 2 * t1[q]))], Each(noise.OneForZero, 2 + 2 * qubits, 0.5), Each(noise.ZeroForOne, 2 + 3 * qubits, 0.5));

        ImmutableArray<double> Each(ImmutableArray<double> figures, int first, double limit) => [.. figures.Select((f, q) => Math.Min(f * Factor(first + q), limit))];

        double Factor(int figure)
        {
            KeyedRandom random = ofPeriod.For((ulong)figure).Generator();
            double walked = 0;
            for (long s = 0; s < since; s++) walked += NormalSampler.Draw(random);
            return Exponential.Of(Math.Clamp(drift.Spread * walked, -100, 100));
        }
    }
}
