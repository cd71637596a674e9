using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.Laboratory.Wide;

namespace QuantumCluster.Experiments.Tests.Laboratory.Wide;

public sealed class WideLadderTests
{
    [Theory]
    [InlineData(8, VariantChoice.Auto)]
    [InlineData(12, VariantChoice.Minimal)]
    [InlineData(64, VariantChoice.Auto)]
    public async Task Cut_crz_ladder_gives_the_chains_expectations(int qubits, VariantChoice variants) => await AssertReferenceAsync(new WideLadder("crz", new Ladder(qubits, 1, Kernel.Crz), variants), "Markov chain");

    [Fact]
    public async Task Cut_dense_ladder_gives_those_of_the_uncut_one() => await AssertReferenceAsync(new WideLadder("su4", new Ladder(9, 1, Kernel.Su4), VariantChoice.Minimal), "uncut state vector");

    [Fact]
    public async Task Nothing_is_claimed_of_a_dense_ladder_too_wide_to_be_simulated()
    {
        var ladder = new WideLadder("su4", new Ladder(WideLadder.MostUncut + 1, 1, Kernel.Su4), VariantChoice.Minimal);
        Assert.Null(ladder.Reference);
        Assert.Null(await ladder.ReferenceAsync(ladder.Draw(new Seed(1)), CancellationToken.None));
    }

    private static async Task AssertReferenceAsync(WideLadder ladder, string name)
    {
        Assert.Equal(name, ladder.Reference);
        for (ulong trial = 0; trial < 3; trial++)
        {
            var batch = ladder.Draw(new Seed(841).For(trial));
            double[] exact = await ladder.ExactAsync(batch, CancellationToken.None), known = (await ladder.ReferenceAsync(batch, CancellationToken.None))!;
            Assert.Equal(ladder.Ladder.Qubits, exact.Length);
            Assert.All(exact.Zip(known), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        }
    }
}
