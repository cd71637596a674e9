using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Tests.Numerics;

public sealed class SineCosineLanesTests
{
    [Fact]
    public void Lanes_have_the_bits_of_the_scalar_function_at_any_magnitude()
    {
        KeyedRandom random = new Seed(1).Generator();
        var angles = new List<double> { 0, -0.0, double.Epsilon, -1e-310, SineCosine.ReductionLimit, -SineCosine.ReductionLimit, 1.1e9, -1.1e9, double.MaxValue, double.MinValue };
        for (int k = -40; k <= 40; k++) angles.AddRange([k * Math.PI / 4, Math.BitIncrement(k * Math.PI / 4), Math.BitDecrement(k * Math.PI / 4)]);
        foreach (double limit in new[] { 1e-8, 1, 10, 1e4, 1e9, 1e12, 1e300 })
            for (int i = 0; i < 2000; i++) angles.Add(random.NextDouble(-limit, limit));

        double[] all = [.. angles];
        var sin = new double[all.Length];
        var cos = new double[all.Length];
        for (int first = 0; first < all.Length; first += SampleLanes.Width)
        {
            var (s, c) = SineCosineLanes.Of(SampleLanes.Load(all.AsSpan(first, Math.Min(SampleLanes.Width, all.Length - first))));
            SampleLanes.Store(s, sin.AsSpan(first, Math.Min(SampleLanes.Width, all.Length - first)));
            SampleLanes.Store(c, cos.AsSpan(first, Math.Min(SampleLanes.Width, all.Length - first)));
        }

        for (int i = 0; i < all.Length; i++)
        {
            var (s, c) = SineCosine.Of(all[i]);
            Assert.True(Bits(s) == Bits(sin[i]) && Bits(c) == Bits(cos[i]), $"at {all[i]:R}: ({sin[i]:R}, {cos[i]:R}) instead of ({s:R}, {c:R})");
        }
    }

    [Fact]
    public void A_lane_does_not_feel_a_huge_neighbour()
    {
        var lanes = new double[SampleLanes.Width];
        lanes[0] = 0.7;
        lanes[^1] = 1e100;
        var (sin, cos) = SineCosineLanes.Of(new Vector<double>(lanes));
        Assert.Equal(SineCosine.Of(0.7), (sin[0], cos[0]));
    }

    [Fact]
    public void Sine_and_cosine_are_within_two_units_in_the_last_place_of_the_library()
    {
        KeyedRandom random = new Seed(2).Generator();
        for (int i = 0; i < 100_000; i++)
        {
            double x = random.NextDouble(-1e4, 1e4);
            var (sin, cos) = SineCosine.Of(x);
            Assert.True(Math.Abs(sin - Math.Sin(x)) <= 2 * Ulp(Math.Sin(x)), $"sin {x:R}");
            Assert.True(Math.Abs(cos - Math.Cos(x)) <= 2 * Ulp(Math.Cos(x)), $"cos {x:R}");
        }
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
