using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Tests.Numerics;

public sealed class ExponentialTests
{
    [Fact]
    public void Exponential_is_the_librarys_to_two_units_in_the_last_place()
    {
        for (int i = 0; i <= 4000; i++)
        {
            double x = (i - 2000) * 0.35;
            Assert.True(Math.Abs(Exponential.Of(x) - Math.Exp(x)) <= 2 * (Math.BitIncrement(Math.Exp(x)) - Math.Exp(x)), $"e^{x}");
        }
    }

    [Fact]
    public void Ends_of_the_range_are_zero_one_and_infinity()
    {
        Assert.Equal((1.0, 0.0, 0.0, double.PositiveInfinity), (Exponential.Of(-0.0), Exponential.Of(-709), Exponential.Of(double.NegativeInfinity), Exponential.Of(710)));
        Assert.True(double.IsNaN(Exponential.Of(double.NaN)));
    }
}
