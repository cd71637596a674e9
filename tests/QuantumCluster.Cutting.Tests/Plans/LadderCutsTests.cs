using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Plans;

public class LadderCutsTests
{
    private static CutPlan Plan(Ladder ladder, int deviceQubits, Readout readout) =>
        CutPlan.Create(new PlanRequest(ladder.ToCircuit(), readout, LadderCuts.Along(ladder, deviceQubits), VariantChoice.Auto, deviceQubits, Granularity.Exact));

    [Fact]
    public void Ladder_that_fits_a_device_is_not_cut() => Assert.Empty(LadderCuts.Along(new Ladder(5, 3, Kernel.Su4), 5));

    [Fact]
    public void Eight_qubits_in_one_layer_are_cut_as_in_the_paper()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        Assert.Equal(LadderCuts.Middle(ladder).AsEnumerable(), LadderCuts.Along(ladder, 5));
    }

    [Fact]
    public void Eight_qubits_in_two_layers_are_cut_on_the_slant_into_five_and_five()
    {
        CutPlan plan = Plan(new Ladder(8, 2, Kernel.Cry), 5, new Readout.Probabilities());
        Assert.Equal([5, 5], plan.Fragments.Select(f => f.Fragment.Qubits.Length));
        Assert.Equal([3, 4], plan.Request.Cuts.Select(c => c.Qubit));
    }

    [Theory]
    [InlineData(64, 1, 5, 16)]
    [InlineData(12, 1, 5, 3)]
    [InlineData(13, 1, 5, 3)]
    [InlineData(14, 1, 5, 4)]
    [InlineData(11, 2, 5, 3)]
    [InlineData(9, 3, 5, 3)]
    [InlineData(20, 1, 2, 19)]
    public void Fragments_are_the_fewest_that_fit(int qubits, int layers, int deviceQubits, int fragments)
    {
        CutPlan plan = Plan(new Ladder(qubits, layers, Kernel.Canonical), deviceQubits, new Readout.Marginal(0));
        Assert.Equal(fragments, plan.Fragments.Length);
        Assert.All(plan.Fragments, f => Assert.True(f.Fragment.Qubits.Length <= deviceQubits));
    }

    [Theory]
    [InlineData(8, 2, 5, "su4")]
    [InlineData(9, 2, 4, "canonical")]
    [InlineData(7, 3, 5, "cry")]
    [InlineData(12, 1, 4, "su4")]
    [InlineData(10, 2, 6, "crz")]
    [InlineData(14, 2, 5, "canonical")]
    [InlineData(16, 1, 5, "su4")]
    [InlineData(20, 1, 5, "canonical")]
    public void Ladder_cut_along_its_length_reproduces_the_uncut_circuit_and_its_gradients(int qubits, int layers, int deviceQubits, string kernel)
    {
        var ladder = new Ladder(qubits, layers, Kernel.Named(kernel)!);
        KeyedRandom random = new Seed(701).For((ulong)qubits).Generator();
        var readout = new Readout.Marginal(qubits - 1, 0, qubits / 2);
        double[] w = random.Angles(ladder.WeightCount), x = random.Angles(qubits), cotangent = random.Gaussians(8);
        var cut = Laboratory.Run(Plan(ladder, deviceQubits, readout).Request, w, x, cotangent);
        var uncut = Laboratory.Run(TestCuts.Uncut(ladder.ToCircuit(), readout), w, x, cotangent);
        Near.Equal(uncut.Outputs, cut.Outputs, 1e-12);
        Near.Equal(uncut.Gradients.Inputs, cut.Gradients.Inputs, 1e-12);
        Near.Equal(uncut.Gradients.Weights, cut.Gradients.Weights, 1e-12);
    }

    [Fact]
    public void Devices_too_narrow_for_the_layers_are_refused() =>
        Assert.Contains("fragments need at least 4 qubits; the devices have 3", Assert.Throws<ArgumentException>(() => LadderCuts.Along(new Ladder(8, 3, Kernel.Cry), 3)).Message, StringComparison.Ordinal);
}
