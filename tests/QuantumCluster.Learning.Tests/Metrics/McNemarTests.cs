using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Learning.Tests.Metrics;

public class McNemarTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(1, 7, 0.0703125)] // 2 (C(8, 0) + C(8, 1)) / 2^8 = 18 / 256
    [InlineData(7, 1, 0.0703125)]
    [InlineData(0, 6, 0.03125)] // 2 / 2^6
    [InlineData(10, 25, 0.01667384780012071)] // 2 Σ_{i ≤ 10} C(35, i) / 2^35, in whole numbers
    [InlineData(700, 800, 0.010559255466711544)] // likewise of 1500 coins, whose single terms are below 10^-400
    public void The_p_value_is_the_coins(int onlyFirst, int onlySecond, double expected) => Assert.Equal(expected, McNemar.Of(onlyFirst, onlySecond).PValue, 1e-11);

    [Fact]
    public void Only_samples_count_on_which_one_is_right_and_the_other_wrong()
    {
        int[] labels = [0, 0, 1, 1, 1];
        var one = new Predictions(labels, [.9, .1, .9, .1, .1, .9, .9, .1, .9, .1], ["a", "b"]); // right, right, right, wrong, wrong
        var other = new Predictions(labels, [.1, .9, .9, .1, .9, .1, .1, .9, .9, .1], ["a", "b"]); // wrong, right, wrong, right, wrong
        Assert.Equal(new McNemar(2, 1, 1), McNemar.Of(one, other) with { PValue = 1 });
        Assert.Equal(1, McNemar.Of(one, other).PValue, 1e-12); // 2 (1 + 3) / 8
        Assert.Throws<ArgumentException>(() => McNemar.Of(one, new Predictions([1, 0, 1, 1, 1], [.9, .1, .9, .1, .1, .9, .9, .1, .9, .1], ["a", "b"])));
    }
}
