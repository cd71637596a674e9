using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Estimation;

/// <summary>What variants have in common, taken from all of them.</summary>
public sealed class ConsistentFrequenciesTests
{
    public static WithEveryChoice Plans => new(["su4", "crz", "two layers", "three fragments", "strings"]);

    private static CutPlan Plan(string name, VariantChoice choice) => CutPlan.Create(name switch
    {
        "two layers" => TestCuts.TwoLayersOnTheSlant(Kernel.Su4, EstimationScene.Marginal, choice),
        "three fragments" => TestCuts.OneLayer("su4", new Readout.Probabilities(), choice, 4, 2, 5),
        "strings" => TestCuts.OneLayer("su4", ReferenceReadouts.Paulis("XYZIXIIZ", "IIIZIIIZ", "YIIIXIII"), choice),
        _ => TestCuts.OneLayer(name, new Readout.Probabilities(), choice),
    });

    private static ConsistentFrequencies Map(CutPlan plan) =>
        new(plan, [.. plan.Fragments.Select((f, i) => new VariantShots([.. Enumerable.Range(0, f.Program.Variants.Length).Select(v => 10 + 7 * v * (i + 1))]))]);

    private static FragmentTensors Random(CutPlan plan, ulong seed, int columns)
    {
        KeyedRandom random = new Seed(seed).Generator();
        return new([.. plan.Fragments.Select(f => random.Gaussians(f.Program.Variants.Length * f.Program.OutcomeCount * columns))], columns);
    }

    [Theory, MemberData(nameof(Plans))]
    public void Exact_probabilities_stay_what_they_are(string name, VariantChoice choice)
    {
        CutPlan plan = Plan(name, choice);
        FragmentTensors exact = new EstimationScene(plan).Exact(new EstimationScene(plan).Circuit(7, 2), out _), mapped = Map(plan).Apply(exact);
        for (int f = 0; f < plan.Fragments.Length; f++) Near.Equal(exact.Fragments[f], mapped.Fragments[f], 1e-12, $"fragment {f}");
    }

    [Theory, MemberData(nameof(Plans))]
    public void The_map_is_a_projection_and_its_transpose_is_its_transpose(string name, VariantChoice choice)
    {
        CutPlan plan = Plan(name, choice);
        ConsistentFrequencies map = Map(plan);
        FragmentTensors a = Random(plan, 21, 2), b = Random(plan, 22, 2), once = map.Apply(a), twice = map.Apply(once), pulled = map.Transpose(b);
        for (int f = 0; f < plan.Fragments.Length; f++)
        {
            Near.Equal(once.Fragments[f], twice.Fragments[f], 1e-10, $"fragment {f}");
            Assert.Equal(once.Fragments[f].Zip(b.Fragments[f], (x, y) => x * y).Sum(), a.Fragments[f].Zip(pulled.Fragments[f], (x, y) => x * y).Sum(), 1e-9);
        }
    }

    [Fact]
    public void Golden_has_nothing_to_spare()
    {
        CutPlan plan = Plan("crz", VariantChoice.Auto);
        FragmentTensors any = Random(plan, 23, 1);
        Assert.Equal(any.Fragments.AsEnumerable(), Map(plan).Apply(any).Fragments);
    }

    [Fact]
    public void Fragments_with_too_many_cut_wires_are_refused_before_anything_runs()
    {
        var ladder = new Ladder(8, 3, Kernel.Cry);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(7), LadderCuts.Along(ladder, 5), VariantChoice.Table, 5, Granularity.Exact));
        var scene = new EstimationScene(plan);
        Batch batch = new(new double[ladder.WeightCount], new double[8], 1);
        Assert.Contains("6 cut wires, which is 4^6 unknowns", Assert.Throws<ArgumentException>(() => scene.Estimate(batch, new ShotBudget(100_000, Allocation.Uniform, default), leastSquares: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_coefficient_would_show()
    {
        CutPlan plan = Plan("su4", VariantChoice.Table);
        FragmentTensors exact = new EstimationScene(plan).Exact(new EstimationScene(plan).Circuit(8), out double[] outputs);
        FragmentTensors spoilt = new([exact.Fragments[0], [.. exact.Fragments[1].Select((p, i) => i / 32 == 3 ? p + 0.01 : p)]], 1); // |−⟩ alone
        Assert.True(Near.LargestDifference(spoilt.Fragments[1], Map(plan).Apply(spoilt).Fragments[1]) > 1e-3);
        Near.Equal(outputs, Contraction.Contract(plan, Map(plan).Apply(exact)), 1e-12);
    }
}
