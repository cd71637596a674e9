using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Plans;

public class GoldenCutTests
{
    private static readonly Readout[] InZ =
    [
        new Readout.Probabilities(), new Readout.Marginal(3, 4, 5, 6, 7), new Readout.Marginal(0), ReferenceReadouts.Paulis("ZZZZZZZZ", "IIIZIIII"),
        // X and Y away from the cut wire are no obstacle.
        ReferenceReadouts.Paulis("XYXZIIII", "IIIIXYIX"), ReferenceReadouts.Paulis("XXXIXXXX"),
    ];

    [Theory]
    [InlineData("crz", true)]
    [InlineData("cry", true)]
    [InlineData("canonical", false)]
    [InlineData("su4", false)]
    public void One_layer_is_golden_exactly_where_the_upper_qubit_only_controls(string kernel, bool golden)
    {
        foreach (Readout readout in InZ)
        {
            CutPlan plan = CutPlan.Create(TestCuts.OneLayer(kernel, readout, VariantChoice.Auto));
            Assert.Equal(golden, Assert.Single(plan.GoldenCuts));
            Assert.Same(golden ? VariantSet.Golden : VariantSet.Minimal, Assert.Single(plan.SetOfCut));
        }
    }

    [Theory]
    [InlineData("IIIXIIII")]
    [InlineData("IIIYIIII")]
    [InlineData("ZZZYZZZZ")]
    public void X_or_Y_on_the_cut_qubit_ends_it_even_in_one_string_of_many(string pauli)
    {
        foreach (string kernel in new[] { "crz", "cry" })
        {
            CutPlan plan = CutPlan.Create(TestCuts.OneLayer(kernel, ReferenceReadouts.Paulis("IIIZIIII", pauli, "ZIIIIIII"), VariantChoice.Auto));
            Assert.False(Assert.Single(plan.GoldenCuts));
            Assert.Same(VariantSet.Minimal, Assert.Single(plan.SetOfCut));
        }
    }

    [Fact]
    public void Second_layer_is_never_golden_where_it_acts_on_the_cut_wire_again()
    {
        foreach (Kernel kernel in Kernel.All)
        {
            // Wire 4 is a target of layer 2 after its cut. Wire 3 is cut for the last time: only canonical and su4 still move it.
            CutPlan plan = CutPlan.Create(TestCuts.TwoLayersOnTheSlant(kernel, new Readout.Probabilities(), VariantChoice.Auto));
            Assert.Equal([kernel == Kernel.Crz || kernel == Kernel.Cry, false], plan.GoldenCuts.ToArray());

            // The straight cut through both layers, on a simulator: wire 3 before the first layer's kernel on it.
            var ladder = new Ladder(8, 2, kernel);
            var straight = new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), [new WireCut(3, ladder.FirstOperationOf(0, 3))], VariantChoice.Auto, 9, Granularity.Exact);
            Assert.Equal([false], CutPlan.Create(straight).GoldenCuts.ToArray());
        }
    }

    [Fact]
    public void Gate_that_comes_back_to_the_cut_wire_ends_it()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        int cut = ladder.FirstOperationOf(0, 3);
        foreach (Gate gate in new[] { Gate.CNOT, Gate.CRY })
        {
            Circuit closed = Append(ladder.ToCircuit(), Operation.Controlled(gate, 7, 3, gate.HasAngle ? Angle.FromRadians(1) : default));
            Assert.Equal([false], CutPlan.Create(new PlanRequest(closed, new Readout.Probabilities(), [new WireCut(3, cut)], VariantChoice.Auto, 5, Granularity.Exact)).GoldenCuts.ToArray());
        }

        // A diagonal gate that comes back does not move the wire's population.
        Circuit diagonal = Append(ladder.ToCircuit(), Operation.Controlled(Gate.CRZ, 7, 3, Angle.FromRadians(1)));
        Assert.Equal([true], CutPlan.Create(new PlanRequest(diagonal, new Readout.Probabilities(), [new WireCut(3, cut)], VariantChoice.Auto, 5, Granularity.Exact)).GoldenCuts.ToArray());
    }

    [Fact]
    public void Ring_is_golden_only_on_wires_that_are_never_again_a_target()
    {
        foreach (Kernel kernel in Kernel.All)
        {
            bool controls = kernel == Kernel.Crz || kernel == Kernel.Cry;
            Circuit ring = RandomCircuits.Ring(8, kernel, out int closing);
            int middle = new Ladder(8, 1, kernel).FirstOperationOf(0, 3);
            ImmutableArray<bool> Golden(params ImmutableArray<WireCut> cuts) =>
                CutPlan.Create(new PlanRequest(ring, new Readout.Probabilities(), cuts, VariantChoice.Auto, 9, Granularity.Exact)).GoldenCuts;

            // The closing kernel controls from 7 and targets 0.
            Assert.Equal([controls, controls], Golden(new WireCut(3, middle), new WireCut(7, closing)).ToArray());
            Assert.Equal([controls, false], Golden(new WireCut(3, middle), new WireCut(0, closing)).ToArray());
            Assert.Equal([false], Golden(new WireCut(0, new Ladder(8, 1, kernel).FirstOperationOf(0, 0) + 1 + (controls ? 1 : 0))).ToArray());
        }
    }

    [Fact]
    public void Wire_handed_on_through_a_cut_is_golden_only_if_that_cut_is()
    {
        // Wire 0 controls three times; between its second and third use it may be moved by an H.
        Operation[] Chain(bool moved) =>
        [
            Operation.On(Gate.H, 0), Operation.Controlled(Gate.CNOT, 0, 1), Operation.Controlled(Gate.CNOT, 0, 2), .. moved ? new[] { Operation.On(Gate.RY, 0, Angle.FromRadians(1)) } : [],
            Operation.Controlled(Gate.CNOT, 0, 3),
        ];
        ImmutableArray<bool> Golden(bool moved) => CutPlan.Create(new PlanRequest(Circuit.Create(4, 0, 0, Chain(moved)), new Readout.Probabilities(),
            [new WireCut(0, 2), new WireCut(0, 3)], VariantChoice.Auto, 2, Granularity.Exact)).GoldenCuts;
        Assert.Equal([true, true], Golden(moved: false).ToArray());
        Assert.Equal([false, false], Golden(moved: true).ToArray());
    }

    [Theory]
    [InlineData(VariantChoice.Paper, "paper")]
    [InlineData(VariantChoice.Table, "table")]
    [InlineData(VariantChoice.Minimal, "minimal")]
    public void Set_that_was_asked_for_is_used_even_where_the_cut_is_golden(VariantChoice choice, string name)
    {
        CutPlan plan = CutPlan.Create(TestCuts.OneLayer("crz", new Readout.Probabilities(), choice));
        Assert.True(Assert.Single(plan.GoldenCuts));
        Assert.Equal(name, Assert.Single(plan.SetOfCut).Name);
    }

    [Fact]
    public void Noise_after_a_cut_keeps_its_X_and_Y_terms_unless_golden_is_asked_for_by_name()
    {
        DeviceClass noisy = new("noisy", "01", 5, true), ideal = new("ideal", "02", 5, false);
        string SetOn(VariantChoice choice, params ImmutableArray<DeviceClass> classes) =>
            Assert.Single(CutPlan.Create(TestCuts.OneLayer("crz", new Readout.Probabilities(), choice) with { Classes = classes }).SetOfCut).Name;
        Assert.Equal("minimal", SetOn(VariantChoice.Auto, noisy));
        Assert.Equal("minimal", SetOn(VariantChoice.Auto, ideal, noisy));
        Assert.Equal("golden", SetOn(VariantChoice.Auto, noisy, ideal)); // B_X = B_Y = 0 is a property of what comes after the cut
        Assert.Equal("golden", SetOn(VariantChoice.Golden, noisy));
        Assert.Equal("minimal", Assert.Single(CutPlan.Create(TestCuts.OneLayer("su4", new Readout.Probabilities(), VariantChoice.Golden) with { Classes = [noisy] }).SetOfCut).Name);
    }

    /// <summary>Whatever the structure test claims, the oracle confirms: nothing that could contribute is ever dropped.</summary>
    [Fact]
    public void Whenever_a_random_cut_is_called_golden_dropping_X_and_Y_changes_nothing()
    {
        int called = 0, mixed = 0, refused = 0;
        for (ulong trial = 0; trial < 200; trial++)
        {
            KeyedRandom random = new Seed(301).For(trial).Generator();
            RandomCircuits.CutCircuit cut = RandomCircuits.Chain(random, diagonalOnEntry: trial % 3 != 0);
            int n = cut.Circuit.QubitCount;
            Readout readout = random.NextInt(4) switch
            {
                0 => new Readout.Probabilities(),
                1 => random.Marginal(Enumerable.Range(0, n)),
                2 => ReferenceReadouts.Paulis(random.Pauli(n, "IZ"), random.Pauli(n, "IZ")),
                _ => ReferenceReadouts.Paulis(random.Pauli(n), random.Pauli(n)),
            };
            var request = new PlanRequest(cut.Circuit, readout, cut.Cuts, VariantChoice.Auto, n, Granularity.Exact);
            CutPlan plan = CutPlan.Create(request);
            for (int c = 0; c < plan.GoldenCuts.Length; c++) Assert.Same(plan.GoldenCuts[c] ? VariantSet.Golden : VariantSet.Minimal, plan.SetOfCut[c]);
            if (plan.GoldenCuts.All(g => g)) called++;
            else if (plan.GoldenCuts.Any(g => g)) mixed++;
            else refused++;

            double[] w = random.Angles(cut.Circuit.WeightCount), x = random.Angles(cut.Circuit.InputCount);
            Near.Equal(ReferenceReadouts.Of(cut.Circuit, readout, w, x, 1), Laboratory.Outputs(request, w, x), 1e-12, $"trial {trial}, golden {string.Join(" ", plan.GoldenCuts)}");
        }

        Assert.True(called >= 20 && mixed >= 4 && refused >= 20, $"The draw is one-sided: {called} golden, {mixed} mixed, {refused} not.");
    }

    /// <summary>The other direction, so that the tests above can fail: on these circuits the golden set would give wrong numbers.</summary>
    [Fact]
    public void Cuts_that_are_not_called_golden_do_need_X_and_Y()
    {
        KeyedRandom random = new Seed(302).Generator();
        foreach (string kernel in new[] { "canonical", "su4" })
        {
            double[] w = random.Angles(ReferenceSimulator.KernelWeights(kernel) * 7), x = random.Angles(8);
            Assert.True(ErrorWithoutXAndY(TestCuts.OneLayer(kernel, new Readout.Probabilities(), VariantChoice.Table), w, x) > 1e-4, kernel);
        }

        double[] v = random.Angles(35), y = random.Angles(8);
        Assert.True(ErrorWithoutXAndY(TestCuts.OneLayer("cry", ReferenceReadouts.Paulis("IIIXIIII", "IIIXZIII", "IIIYZIII"), VariantChoice.Table), v, y) > 1e-2, "X on qubit 3");
        Assert.True(ErrorWithoutXAndY(TestCuts.OneLayer("cry", new Readout.Probabilities(), VariantChoice.Table), v, y) < 1e-12, "golden");
    }

    /// <summary>The largest error when the recombination of equation (9) leaves out its X and Y terms, on the oracle's own fragments.</summary>
    private static double ErrorWithoutXAndY(PlanRequest request, double[] w, double[] x)
    {
        Circuit circuit = request.Circuit;
        double[] exact = ReferenceReadouts.Of(circuit, request.Readout, w, x, 1);

        // Measuring the cut wire in Z and preparing the outcome is dephasing it: the average of the circuit with and without a Z there.
        WireCut cut = request.Cuts[0];
        Circuit flipped = Circuit.Create(circuit.QubitCount, circuit.WeightCount, circuit.InputCount,
            circuit.Operations.Insert(cut.BeforeOperation, Operation.On(Gate.RZ, cut.Qubit, Angle.FromRadians(Math.PI))));
        double[] other = ReferenceReadouts.Of(flipped, request.Readout, w, x, 1);
        return Near.LargestDifference(exact, [.. exact.Zip(other, (a, b) => (a + b) / 2)]);
    }

    private static Circuit Append(Circuit circuit, Operation operation) =>
        Circuit.Create(circuit.QubitCount, circuit.WeightCount, circuit.InputCount, circuit.Operations.Add(operation));
}
