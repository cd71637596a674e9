using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

/// <summary>The law of the project: nobody can tell from the answer that the circuit was cut.</summary>
public class CutEqualsUncutTests
{
    public static WithEveryChoice KernelsAndChoices => new(Kernel.All.Select(k => k.Name));

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Cut_circuit_reproduces_every_readout_of_the_oracle(string kernel, VariantChoice choice)
    {
        const int samples = 3;
        for (ulong trial = 0; trial < 3; trial++)
        {
            KeyedRandom random = new Seed(101).For(kernel).For((ulong)choice).For(trial).Generator();
            double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples, 4);
            ReferenceState[] states = [.. Enumerable.Range(0, samples).Select(s => ReferenceSimulator.Ladder(8, 1, kernel, x[(8 * s)..(8 * s + 8)], w))];
            foreach (Readout readout in random.ReadoutsOfEight())
            {
                double[] expected = [.. states.SelectMany(s => ReferenceReadouts.Of(s, readout))];
                Near.Equal(expected, Laboratory.Outputs(TestCuts.OneLayer(kernel, readout, choice), w, x, samples), 1e-12, readout.ToString());
            }
        }
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Reupload_at_the_cut_is_another_circuit_and_its_cut_is_as_exact(string kernel, VariantChoice choice)
    {
        var ladder = new Ladder(8, 1, Kernel.Named(kernel)!);
        KeyedRandom random = new Seed(105).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(ladder.WeightCount), x = random.Angles(8);
        Circuit reupload = ladder.ToCircuitWithReupload(3);
        ReferenceState state = ReferenceCircuits.Run(reupload, x, w);
        foreach (Readout readout in random.ReadoutsOfEight())
        {
            var request = new PlanRequest(reupload, readout, LadderCuts.Middle(ladder), choice, 5, Granularity.Exact);
            Near.Equal(ReferenceReadouts.Of(state, readout), Laboratory.Outputs(request, w, x), 1e-12, readout.ToString());
        }

        double[] plain = Laboratory.Outputs(TestCuts.OneLayer(kernel, new Readout.Probabilities(), VariantChoice.Minimal), w, x);
        Assert.True(plain.Zip(ReferenceReadouts.Of(state, new Readout.Probabilities()), (p, q) => Math.Abs(p - q)).Max() > 1e-3);
        Assert.False(CutPlan.Create(new PlanRequest(reupload, new Readout.Probabilities(), LadderCuts.Middle(ladder), VariantChoice.Auto, 5, Granularity.Exact)).GoldenCuts[0]);
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Two_layers_cut_on_the_slant_reproduce_the_oracle(string kernel, VariantChoice choice)
    {
        KeyedRandom random = new Seed(102).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 14), x = random.Angles(8);
        ReferenceState state = ReferenceSimulator.Ladder(8, 2, kernel, x, w);
        foreach (Readout readout in random.ReadoutsOfEight())
            Near.Equal(ReferenceReadouts.Of(state, readout), Laboratory.Outputs(TestCuts.TwoLayersOnTheSlant(Kernel.Named(kernel)!, readout, choice), w, x), 1e-12, readout.ToString());
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Ladder_cut_into_three_fragments_reproduces_the_oracle(string kernel, VariantChoice choice)
    {
        KeyedRandom random = new Seed(103).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8);
        ReferenceState state = ReferenceSimulator.Ladder(8, 1, kernel, x, w);
        foreach (int[] wires in new[] { new[] { 2, 5 }, [5, 2], [3, 4] })
            foreach (Readout readout in random.ReadoutsOfEight())
            {
                PlanRequest request = TestCuts.OneLayer(kernel, readout, choice, 4 + (wires.Contains(4) ? 1 : 0), wires);
                Near.Equal(ReferenceReadouts.Of(state, readout), Laboratory.Outputs(request, w, x), 1e-12, $"cut at {string.Join(", ", wires)}: {readout}");
            }
    }

    [Fact]
    public void Ladder_cut_on_every_inner_wire_runs_on_two_qubit_devices()
    {
        KeyedRandom random = new Seed(104).Generator();
        double[] w = random.Angles(5 * 7), x = random.Angles(8);
        ReferenceState state = ReferenceSimulator.Ladder(8, 1, "cry", x, w);
        foreach (Readout readout in random.ReadoutsOfEight())
            Near.Equal(ReferenceReadouts.Of(state, readout), Laboratory.Outputs(TestCuts.OneLayer("cry", readout, VariantChoice.Minimal, 2, 1, 2, 3, 4, 5, 6), w, x), 1e-12, readout.ToString());
    }

    [Fact]
    public void Cut_that_leaves_both_its_sides_in_one_fragment_changes_nothing()
    {
        // A ring of three: wire 1 is severed, but its two parts still hang together around the ring.
        KeyedRandom random = new Seed(105).Generator();
        Circuit circuit = RandomCircuits.Ring(3, Kernel.Su4, out int closing);
        double[] w = random.Angles(circuit.WeightCount), x = random.Angles(3);
        foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
        {
            var readout = ReferenceReadouts.Paulis("XYZ", "ZZI", "IYX", "IXI");
            var request = new PlanRequest(circuit, readout, [new WireCut(1, new Ladder(3, 1, Kernel.Su4).FirstOperationOf(0, 1))], choice, 4, Granularity.Exact);
            Assert.True(closing > 0 && CutPlan.Create(request).Fragments.Length == 1);
            Near.Equal(ReferenceReadouts.Of(circuit, readout, w, x, 1), Laboratory.Outputs(request, w, x), 1e-12);
        }
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Ring_closed_by_a_kernel_from_7_to_0_is_cut_twice_and_reproduces_the_oracle(string kernel, VariantChoice choice)
    {
        KeyedRandom random = new Seed(106).For(kernel).For((ulong)choice).Generator();
        Circuit circuit = RandomCircuits.Ring(8, Kernel.Named(kernel)!, out int closing);
        double[] w = random.Angles(circuit.WeightCount), x = random.Angles(8);
        int middle = new Ladder(8, 1, Kernel.Named(kernel)!).FirstOperationOf(0, 3);
        foreach (Readout readout in random.ReadoutsOfEight())
        {
            double[] expected = ReferenceReadouts.Of(circuit, readout, w, x, 1);
            // 0 1 2 3 and the rest of 7, five qubits, face the rest of 3 and 4 5 6 7; or wire 0 is cut and the later side holds six.
            Near.Equal(expected, Laboratory.Outputs(new PlanRequest(circuit, readout, [new WireCut(3, middle), new WireCut(7, closing)], choice, 5, Granularity.Exact), w, x), 1e-12, readout.ToString());
            Near.Equal(expected, Laboratory.Outputs(new PlanRequest(circuit, readout, [new WireCut(3, middle), new WireCut(0, closing)], choice, 6, Granularity.Exact), w, x), 1e-12, readout.ToString());
        }
    }

    [Fact]
    public void Random_circuits_cut_anywhere_reproduce_the_oracle()
    {
        for (ulong trial = 0; trial < 60; trial++)
        {
            KeyedRandom random = new Seed(107).For(trial).Generator();
            RandomCircuits.CutCircuit cut = RandomCircuits.Chain(random, diagonalOnEntry: false);
            int n = cut.Circuit.QubitCount;
            Readout readout = random.NextInt(3) switch
            {
                0 => new Readout.Probabilities(),
                1 => random.Marginal(Enumerable.Range(0, n)),
                _ => ReferenceReadouts.Paulis(random.Pauli(n), random.Pauli(n), random.Pauli(n)),
            };
            double[] w = random.Angles(cut.Circuit.WeightCount), x = random.Angles(cut.Circuit.InputCount * 2);
            double[] expected = ReferenceReadouts.Of(cut.Circuit, readout, w, x, 2);
            foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
                Near.Equal(expected, Laboratory.Outputs(new PlanRequest(cut.Circuit, readout, cut.Cuts, choice, n, Granularity.Exact), w, x, 2), 1e-12, $"trial {trial} {choice} {readout}");
        }
    }
}
