using QuantumCluster.Circuits;

namespace QuantumCluster.Devices.Numerics;

/// <summary>Standard normal variates by Marsaglia's polar method, with the same bits on every platform.</summary>
internal static class NormalSampler
{
    public static double Draw(KeyedRandom random)
    {
        while (true)
        {
            double u = random.NextDouble(-1, 1), v = random.NextDouble(-1, 1), s = u * u + v * v;
            if (s is > 0 and < 1) return u * Math.Sqrt(-2 * Logarithm.Of(s) / s);
        }
    }
}
