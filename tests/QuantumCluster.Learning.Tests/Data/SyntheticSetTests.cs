using MathNet.Numerics.LinearAlgebra;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using Xunit.Abstractions;

namespace QuantumCluster.Learning.Tests.Data;

public class SyntheticSetTests(ITestOutputHelper output)
{
    private static readonly DataSplits Splits = SyntheticSet.Generate(new Seed(1));

    [Fact]
    public void Same_seed_same_pictures_other_seed_others()
    {
        Assert.Equal(Splits.Train.Digest(), SyntheticSet.Generate(new Seed(1)).Train.Digest());
        Assert.NotEqual(Splits.Train.Digest(), SyntheticSet.Generate(new Seed(2)).Train.Digest());
        Assert.NotEqual(Splits.Validation.Digest(), SyntheticSet.Generate(new Seed(1), validation: 400).Test.Digest());
    }

    [Fact]
    public void Pictures_of_both_classes_are_equally_many_and_lie_in_range()
    {
        Assert.Equal(Splits.Test.Count / 2, Splits.Test.Labels.Sum());
        for (int i = 0; i < Splits.Test.Count; i++)
            foreach (float p in Splits.Test.Image(i)) Assert.InRange(p, 0f, 1f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e2)]
    [InlineData(1e4)]
    public void No_linear_model_on_pixels_tells_the_classes_apart(double ridge)
    {
        // Least squares to ±1 with a constant term, fitted to the training pictures, judged on the test pictures.
        double accuracy = HeldOutAccuracy(Pixels, ridge);
        output.WriteLine($"ridge {ridge}: held-out accuracy {accuracy:F4}");
        Assert.InRange(accuracy, 0.4, 0.6);
    }

    [Fact]
    public void Energy_along_the_two_diagonals_tells_them_apart()
    {
        double accuracy = HeldOutAccuracy(DiagonalEnergies, ridge: 0);
        output.WriteLine($"held-out accuracy {accuracy:F4}");
        Assert.True(accuracy > 0.95);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(513)]
    public void Sizes_out_of_range_are_refused(int size) =>
        Assert.Contains($"{size}", Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticSet.Generate(new Seed(1), imageSize: size)).Message);

    [Fact]
    public void More_pictures_than_memory_can_hold_are_refused() =>
        Assert.Contains("100000", Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticSet.Generate(new Seed(1), train: 100_000, imageSize: 512)).Message);

    [Fact]
    public void Odd_parts_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticSet.Generate(new Seed(1), train: 3));

    private static double HeldOutAccuracy(Func<IImageSource, int, double[]> features, double ridge)
    {
        var (x, y) = Design(Splits.Train, features);
        Vector<double> w = (x.TransposeThisAndMultiply(x) + (ridge + 1e-6) * Matrix<double>.Build.DenseIdentity(x.ColumnCount))
            .Cholesky().Solve(x.TransposeThisAndMultiply(y));
        var (xTest, yTest) = Design(Splits.Test, features);
        return (xTest * w).Zip(yTest).Count(p => p.First > 0 == p.Second > 0) / (double)Splits.Test.Count;
    }

    private static (Matrix<double> X, Vector<double> Y) Design(IImageSource set, Func<IImageSource, int, double[]> features) => (
        Matrix<double>.Build.DenseOfRowArrays(Enumerable.Range(0, set.Count).Select(i => (double[])[1, .. features(set, i)])),
        Vector<double>.Build.DenseOfEnumerable(set.Labels.Select(l => 2.0 * l - 1)));

    private static double[] Pixels(IImageSource set, int index) => [.. set.Image(index).ToArray().Select(p => p - 0.5)];

    /// <summary>Mean squared difference between neighbours down to the right, and down to the left.</summary>
    private static double[] DiagonalEnergies(IImageSource set, int index)
    {
        ReadOnlySpan<float> p = set.Image(index);
        int n = set.Size;
        double right = 0, left = 0;
        for (int y = 0; y + 2 < n; y++)
            for (int x = 1; x + 2 < n; x++)
            {
                right += Math.Pow(p[(y + 1) * n + x + 1] - p[y * n + x], 2);
                left += Math.Pow(p[(y + 1) * n + x] - p[y * n + x + 1], 2);
            }

        return [right / (right + left)];
    }
}
