using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Circuits.Tests.Numerics;

public class SineCosineTests
{
    [Fact]
    public void Values_agree_with_the_library_to_the_last_places()
    {
        KeyedRandom random = new Seed(1).Generator();
        foreach (double range in new[] { 1e-8, 0.8, 4, 100, 1e6, 1e9 })
            for (int i = 0; i < 5_000; i++)
            {
                double x = random.NextDouble(-range, range);
                var (sin, cos) = SineCosine.Of(x);
                Assert.True(Math.Abs(sin - Math.Sin(x)) <= 4e-16, $"sin {x:R}");
                Assert.True(Math.Abs(cos - Math.Cos(x)) <= 4e-16, $"cos {x:R}");
            }
    }

    [Fact]
    public void Multiples_of_a_quarter_turn_come_out_as_the_library_has_them()
    {
        for (int k = -1000; k <= 1000; k++)
        {
            double x = k * (Math.PI / 2);
            var (sin, cos) = SineCosine.Of(x);
            Assert.Equal(Math.Sin(x), sin, 4e-16);
            Assert.Equal(Math.Cos(x), cos, 4e-16);
        }

        Assert.Equal((0.0, 1.0), SineCosine.Of(0));
    }

    [Fact]
    public void Huge_arguments_stay_on_the_circle_and_non_numbers_stay_non_numbers()
    {
        foreach (double x in new[] { 1e12, -1e18, 1e300, double.MaxValue })
        {
            var (sin, cos) = SineCosine.Of(x);
            Assert.Equal(1.0, sin * sin + cos * cos, 1e-15);
        }

        foreach (double x in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var (sin, cos) = SineCosine.Of(x);
            Assert.True(double.IsNaN(sin) && double.IsNaN(cos));
        }
    }

    [Fact]
    public void Sine_is_odd_and_cosine_even_to_the_bit()
    {
        KeyedRandom random = new Seed(2).Generator();
        for (int i = 0; i < 2_000; i++)
        {
            double x = random.NextDouble(-50, 50);
            var (s, c) = SineCosine.Of(x);
            Assert.Equal((-s, c), SineCosine.Of(-x));
        }
    }
}
