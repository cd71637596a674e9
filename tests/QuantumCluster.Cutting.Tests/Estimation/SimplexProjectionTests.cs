using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Estimation;

public sealed class SimplexProjectionTests
{
    private static double[] Projected(double[] x)
    {
        double[] row = [.. x];
        SimplexProjection.Apply(row, row.Length);
        return row;
    }

    private static double[] Distribution(KeyedRandom random, int n)
    {
        double[] raw = [.. Enumerable.Range(0, n).Select(_ => -Math.Log(1 - random.NextDouble()))];
        return [.. raw.Select(r => r / raw.Sum())];
    }

    /// <summary>The nearest point of a convex set is the one from which no point of the set lies at an acute angle to where it came from.</summary>
    [Fact]
    public void No_distribution_is_nearer()
    {
        KeyedRandom random = new Seed(910).Generator();
        for (int trial = 0; trial < 200; trial++)
        {
            int n = 1 + random.NextInt(40);
            double[] x = [.. random.Gaussians(n).Select(g => g * 0.3 + 1.0 / n)], p = Projected(x);
            Assert.Equal(1, p.Sum(), 1e-12);
            Assert.All(p, v => Assert.True(v >= 0));
            for (int other = 0; other < 20; other++)
            {
                double[] q = other < n ? [.. Enumerable.Range(0, n).Select(i => i == other ? 1.0 : 0)] : Distribution(random, n);
                Assert.True(Enumerable.Range(0, n).Sum(i => (x[i] - p[i]) * (q[i] - p[i])) <= 1e-12);
            }
        }
    }

    [Fact]
    public void Distributions_stay_what_they_are_and_rows_do_not_meet()
    {
        KeyedRandom random = new Seed(911).Generator();
        double[] a = Distribution(random, 16), b = [.. random.Gaussians(16)], both = [.. a, .. b];
        SimplexProjection.Apply(both, 16);
        Near.Equal(a, both[..16], 1e-15);
        Assert.Equal(Projected(b), both[16..]);
    }

    [Fact]
    public void Estimates_come_nearer_to_the_truth()
    {
        var scene = new EstimationScene(EstimationScene.Plan("su4", new Circuits.Readouts.Readout.Probabilities(), VariantChoice.Minimal));
        for (ulong c = 0; c < 10; c++)
        {
            scene.Exact(scene.Circuit(c), out double[] exact);
            Cutting.Estimation.Estimate estimate = scene.Estimate(scene.Circuit(c), new ShotBudget(700, Allocation.Uniform, new Seed(c)));
            Assert.Contains(estimate.Outputs, p => p < 0);
            double Distance(double[] from) => from.Zip(exact, (x, y) => (x - y) * (x - y)).Sum();
            Assert.True(Distance(estimate.ToDistributions()) < Distance(estimate.Outputs));
        }
    }
}
