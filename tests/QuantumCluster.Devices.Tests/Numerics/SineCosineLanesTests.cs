using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;
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

        HaveTheBitsOfTheScalarFunction<Lanes128>([.. angles]);
        HaveTheBitsOfTheScalarFunction<Lanes256>([.. angles]);
        HaveTheBitsOfTheScalarFunction<Lanes512>([.. angles]);
    }

    private static void HaveTheBitsOfTheScalarFunction<L>(double[] all) where L : unmanaged, ILanes<L>
    {
        for (int first = 0; first + L.Width <= all.Length; first += L.Width)
        {
            (L sin, L cos) = SineCosineLanes.Of(L.Load(all.AsSpan(first)));
            for (int lane = 0; lane < L.Width; lane++)
            {
                double x = all[first + lane], ofLaneSin = L.Get(in sin, lane), ofLaneCos = L.Get(in cos, lane);
                var (s, c) = SineCosine.Of(x);
                Assert.True(Bits(s) == Bits(ofLaneSin) && Bits(c) == Bits(ofLaneCos), $"at {x:R}: ({ofLaneSin:R}, {ofLaneCos:R}) instead of ({s:R}, {c:R})");
            }
        }
    }

    [Fact]
    public void A_lane_does_not_feel_a_huge_neighbour()
    {
        (Lanes256 sin, Lanes256 cos) = SineCosineLanes.Of(Lanes256.Load([0.7, 0, 0, 1e100]));
        Assert.Equal(SineCosine.Of(0.7), (Lanes256.Get(in sin, 0), Lanes256.Get(in cos, 0)));
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

    [Fact]
    public void Floats_are_within_two_units_in_the_last_place_and_have_the_same_bits_at_every_width()
    {
        KeyedRandom random = new Seed(3).Generator();
        var angles = new List<double> { 0, -0.0, 1e-30 };
        for (int k = -4; k <= 4; k++) angles.AddRange([k * Math.PI / 4, MathF.BitIncrement((float)(k * Math.PI / 4)), MathF.BitDecrement((float)(k * Math.PI / 4))]);
        while (angles.Count < 160_000) angles.Add(random.NextDouble(-Math.PI, Math.PI));
        foreach (double[] some in angles.Select(a => (double)(float)a).Chunk(FloatLanes512.Width))
        {
            (FloatLanes512 sin, FloatLanes512 cos) = SineCosineLanes.Of(FloatLanes512.Load(some));
            for (int lane = 0; lane < some.Length; lane++)
            {
                (FloatLanes128 narrowSin, FloatLanes128 narrowCos) = SineCosineLanes.Of(FloatLanes128.Broadcast(some[lane]));
                double s = FloatLanes512.Get(in sin, lane), c = FloatLanes512.Get(in cos, lane);
                Assert.True(Math.Abs(s - Math.Sin(some[lane])) <= 2 * FloatUlp(Math.Sin(some[lane])), $"sin {some[lane]:R} is {s:R}");
                Assert.True(Math.Abs(c - Math.Cos(some[lane])) <= 2 * FloatUlp(Math.Cos(some[lane])), $"cos {some[lane]:R} is {c:R}");
                Assert.Equal((Bits(s), Bits(c)), (Bits(FloatLanes128.Get(in narrowSin, 0)), Bits(FloatLanes128.Get(in narrowCos, 0))));
            }
        }
    }

    private static double FloatUlp(double value) => MathF.BitIncrement(MathF.Abs((float)value)) - MathF.Abs((float)value);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
