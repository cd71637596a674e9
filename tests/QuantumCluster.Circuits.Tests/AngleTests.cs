namespace QuantumCluster.Circuits.Tests;

public class AngleTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Angle_that_is_not_finite_is_refused(double radians)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Angle.FromRadians(radians));
        Assert.Contains("finite number of radians", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_index_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Angle.Weight(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Angle.Input(-1));
    }

    [Fact]
    public void Default_is_the_constant_zero()
    {
        Assert.Equal(Angle.FromRadians(0), default);
        Assert.NotEqual(Angle.Weight(0), default);
        Assert.NotEqual(Angle.Weight(0), Angle.Input(0));
        Assert.Equal("w3", Angle.Weight(3).ToString());
        Assert.Equal("x3", Angle.Input(3).ToString());
    }
}
