using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests.Fragments;

public class FragmenterTests
{
    [Fact]
    public void Eight_qubit_ladder_cut_on_wire_3_becomes_four_and_five_qubits()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        ImmutableArray<Fragment> fragments = Split(ladder.ToCircuit(), LadderCuts.Middle(ladder));
        Assert.Equal(2, fragments.Length);

        Fragment up = fragments[0], down = fragments[1];
        Assert.Equal([0, 1, 2, 3], up.Qubits.ToArray());
        Assert.Equal(Enumerable.Range(0, 33), up.Weights);
        Assert.Equal([0, 1, 2, 3], up.Inputs.ToArray());
        Assert.Empty(up.Entering);
        Assert.Equal([new Leg(0, 3)], up.Leaving.ToArray());
        Assert.Equal([0, 1, 2], up.Finals.ToArray());

        Assert.Equal([3, 4, 5, 6, 7], down.Qubits.ToArray());
        Assert.Equal(Enumerable.Range(33, 44), down.Weights);
        Assert.Equal([4, 5, 6, 7], down.Inputs.ToArray());
        Assert.Equal([new Leg(0, 0)], down.Entering.ToArray());
        Assert.Empty(down.Leaving);
        Assert.Equal([0, 1, 2, 3, 4], down.Finals.ToArray());
    }

    [Fact]
    public void Every_operation_lands_in_exactly_one_fragment_and_keeps_its_order()
    {
        var ladder = new Ladder(8, 1, Kernel.Canonical);
        Circuit circuit = ladder.ToCircuit();
        ImmutableArray<Fragment> fragments = Split(circuit, LadderCuts.Middle(ladder));
        Assert.Equal(circuit.Operations.Length, fragments.Sum(f => f.Circuit.Operations.Length));
        foreach (Fragment f in fragments)
        {
            var mapped = f.Circuit.Operations.Select(o => o.Relabel(q => f.Qubits[q], o.Angle.Source switch
            {
                AngleSource.Weight => Angle.Weight(f.Weights[o.Angle.Index]),
                AngleSource.Input => Angle.Input(f.Inputs[o.Angle.Index]),
                _ => o.Angle,
            })).ToArray();
            int at = 0;
            foreach (Operation o in circuit.Operations)
                if (at < mapped.Length && o == mapped[at]) at++;
            Assert.Equal(mapped.Length, at);
        }
    }

    [Fact]
    public void The_cut_qubit_is_not_encoded_again_downstream()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        Fragment down = Split(ladder.ToCircuit(), LadderCuts.Middle(ladder))[1];
        Assert.DoesNotContain(down.Circuit.Operations, o => o.Target == 0 && (o.Gate == Gate.H || o.Angle.Source == AngleSource.Input));
    }

    [Fact]
    public void No_cut_leaves_one_fragment_that_is_the_circuit()
    {
        Circuit circuit = new Ladder(5, 2, Kernel.Cry).ToCircuit();
        Fragment only = Assert.Single(Split(circuit, []));
        Assert.Equal(circuit.Operations.AsEnumerable(), only.Circuit.Operations);
        Assert.Equal([0, 1, 2, 3, 4], only.Finals.ToArray());
    }

    [Fact]
    public void Wire_cut_twice_hands_on_from_fragment_to_fragment()
    {
        // CNOT(0,1) | CNOT(1,2) | CNOT(1,3): wire 1 passes through three fragments.
        Circuit circuit = Circuit.Create(4, 0, 0,
            [Operation.Controlled(Gate.CNOT, 0, 1), Operation.Controlled(Gate.CNOT, 2, 1), Operation.Controlled(Gate.CNOT, 1, 3)]);
        ImmutableArray<Fragment> fragments = Split(circuit, [new WireCut(1, 2), new WireCut(1, 1)]);
        Assert.Equal([2, 2, 2], fragments.Select(f => f.Qubits.Length).ToArray());
        Assert.Equal([[0, 1], [1, 2], [1, 3]], fragments.Select(f => f.Qubits.ToArray()).ToArray());
        // Cuts keep the numbers that the request gave them: number 1 is the earlier one here.
        Assert.Equal([new Leg(1, 1)], fragments[0].Leaving.ToArray());
        Assert.Equal([new Leg(1, 0)], fragments[1].Entering.ToArray());
        Assert.Equal([new Leg(0, 0)], fragments[1].Leaving.ToArray());
        Assert.Equal([new Leg(0, 0)], fragments[2].Entering.ToArray());
        Assert.Equal([1], fragments[1].Finals.ToArray());
    }

    [Fact]
    public void Wires_that_nothing_holds_together_fall_apart_where_the_device_is_too_narrow_for_all()
    {
        Circuit circuit = Circuit.Create(3, 0, 0, [Operation.Controlled(Gate.CNOT, 0, 2)]);
        Assert.Equal([[0, 2], [1]], Split(circuit, [], 2).Select(f => f.Qubits.ToArray()).ToArray());
        Assert.Equal([[0, 1, 2]], Split(circuit, [], 3).Select(f => f.Qubits.ToArray()).ToArray());
    }

    public static TheoryData<int, int> UselessCuts => new()
    {
        { 0, 0 }, // before everything
        { 0, 1 }, // after the last operation on wire 0
        { 2, 1 }, // before the first operation on wire 2
        { 1, 2 }, // after the end
        { 1, -1 },
        { 1, int.MaxValue },
    };

    [Theory, MemberData(nameof(UselessCuts))]
    public void Cut_that_separates_nothing_is_refused(int qubit, int before)
    {
        Circuit circuit = Circuit.Create(3, 0, 0, [Operation.Controlled(Gate.CNOT, 0, 1), Operation.Controlled(Gate.CNOT, 1, 2)]);
        var e = Assert.Throws<ArgumentException>(() => Split(circuit, [new WireCut(qubit, before)]));
        Assert.Contains($"wire {qubit} before operation {before}", e.Message, StringComparison.Ordinal);
        Assert.Contains("separates nothing", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Cut_of_a_wire_that_does_not_exist_is_refused(int qubit)
    {
        var e = Assert.Throws<ArgumentException>(() => Split(new Ladder(8, 1, Kernel.Crz).ToCircuit(), [new WireCut(qubit, 20)]));
        Assert.Contains("outside 0 to 7", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_cut_twice_is_refused()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        WireCut cut = LadderCuts.Middle(ladder)[0];
        Assert.Contains("cut twice", Assert.Throws<ArgumentException>(() => Split(ladder.ToCircuit(), [cut, cut])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cuts_of_a_wire_with_no_operation_between_them_are_refused()
    {
        // Operations 1 and 2 do not touch wire 1, so cuts of wire 1 before 1 and before 2 are the same place.
        Circuit circuit = Circuit.Create(3, 0, 0,
            [Operation.Controlled(Gate.CNOT, 0, 1), Operation.On(Gate.H, 0), Operation.On(Gate.H, 2), Operation.Controlled(Gate.CNOT, 1, 2)]);
        Assert.Throws<ArgumentException>(() => Split(circuit, [new WireCut(1, 1), new WireCut(1, 2)]));
    }

    private static ImmutableArray<Fragment> Split(Circuit circuit, ImmutableArray<WireCut> cuts, int? width = null) =>
        [.. CutPlan.Create(new PlanRequest(circuit, new Readout.Marginal(0), cuts, VariantChoice.Auto, width ?? circuit.QubitCount, Granularity.Exact)).Fragments.Select(f => f.Fragment)];
}
