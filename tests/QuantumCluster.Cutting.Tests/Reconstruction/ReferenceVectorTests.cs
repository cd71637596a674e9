using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

/// <summary>Ours against the numbers that independent simulators agreed on, to 1e-12.</summary>
public class ReferenceVectorTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Samples => ReferenceVectors.Names(_ => true);

    public static WithEveryChoice PaperShape => Of(s => s.IsPaperShape);

    public static WithEveryChoice WithFragments => Of(s => s.Has("upstream"));

    public static WithEveryChoice TwoLayers => Of(s => s.Layers == 2);

    [Theory, MemberData(nameof(Samples))]
    public void Uncut_circuit_reproduces_every_sample(string name)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        Check(sample, readout => TestCuts.Uncut(CircuitOf(sample), readout));
    }

    [Theory, MemberData(nameof(PaperShape))]
    public void Cut_circuit_reproduces_every_one_layer_sample(string name, VariantChoice choice)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        Check(sample, readout => TestCuts.OneLayer(sample.Kernel, readout, choice));
    }

    [Theory, MemberData(nameof(TwoLayers))]
    public void Circuit_cut_on_the_slant_reproduces_every_two_layer_sample(string name, VariantChoice choice)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        Check(sample, readout => TestCuts.TwoLayersOnTheSlant(Kernel.Named(sample.Kernel)!, readout, choice));
    }

    [Fact]
    public void Twelve_qubits_cut_twice_reproduce_their_sample_on_five_qubit_devices()
    {
        ReferenceSample sample = ReferenceVectors.Named("ladder12#0");
        var ladder = new Ladder(12, 1, Kernel.Crz);
        foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
            Check(sample, readout => new PlanRequest(ladder.ToCircuit(), readout,
                [new WireCut(4, ladder.FirstOperationOf(0, 4)), new WireCut(8, ladder.FirstOperationOf(0, 8))], choice, 5, Granularity.Exact));
    }

    [Fact]
    public void Circuit_that_encodes_qubit_3_twice_can_be_cut_on_either_side_of_the_second_encoding()
    {
        ReferenceSample sample = ReferenceVectors.Named("ladder8_reencoded#0");
        int second = new Ladder(8, 1, Kernel.Crz).FirstOperationOf(0, 3);
        for (int at = second; at <= second + 2; at++)
            foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
                Check(sample, readout => new PlanRequest(CircuitOf(sample), readout, [new WireCut(3, at)], choice, 5, Granularity.Exact));
    }

    [Theory, MemberData(nameof(WithFragments))]
    public void Fragments_measure_what_the_reference_has_for_each_setting_and_preparation(string name, VariantChoice choice)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        CutPlan plan = CutPlan.Create(TestCuts.OneLayer(sample.Kernel, new Readout.Probabilities(), choice));
        var measured = Laboratory.Run(plan.Request, sample.W, sample.X, new double[256]).Measured;
        for (int v = 0; v < plan.Fragments[0].Program.Variants.Length; v++)
        {
            string setting = plan.Fragments[0].Program.Variants[v].Bases[^1].ToString();
            Near.Equal(sample.Fragment("upstream", setting), measured.Fragments[0][(16 * v)..(16 * v + 16)], Tolerance, setting);
        }

        for (int v = 0; v < plan.Fragments[1].Program.Variants.Length; v++)
        {
            string preparation = plan.Fragments[1].Program.Variants[v].Preparations[0] switch
            {
                Preparation.Zero => "0",
                Preparation.One => "1",
                Preparation.Plus => "+",
                Preparation.Minus => "-",
                Preparation.PlusI => "+i",
                _ => "-i",
            };
            Near.Equal(sample.Fragment("downstream", preparation), measured.Fragments[1][(32 * v)..(32 * v + 32)], Tolerance, preparation);
        }
    }

    private static void Check(ReferenceSample sample, Func<Readout, PlanRequest> plan)
    {
        var marginal = Laboratory.Run(plan(new Readout.Marginal([.. Enumerable.Range(sample.Qubits - 5, 5)])), sample.W, sample.X, sample["c"]);
        Near.Equal(sample["marginal32"], marginal.Outputs, Tolerance, "marginal32");
        Near.Equal(sample["grad_x"], marginal.Gradients.Inputs, Tolerance, "grad_x");
        Near.Equal(sample["grad_w"], marginal.Gradients.Weights, Tolerance, "grad_w");

        if (sample.Has("probs256"))
        {
            bool graded = sample.Has("cfull");
            var full = Laboratory.Run(plan(new Readout.Probabilities()), sample.W, sample.X, graded ? sample["cfull"] : new double[256]);
            Near.Equal(sample["probs256"], full.Outputs, Tolerance, "probs256");
            if (graded)
            {
                Near.Equal(sample["gradfull_x"], full.Gradients.Inputs, Tolerance, "gradfull_x");
                Near.Equal(sample["gradfull_w"], full.Gradients.Weights, Tolerance, "gradfull_w");
            }
        }

        if (sample.Has("paulis"))
        {
            var paulis = Laboratory.Run(plan(ReferenceReadouts.Paulis(sample.Paulis)), sample.W, sample.X, sample["cpauli"]);
            Near.Equal(sample["expectations"], paulis.Outputs, Tolerance, "expectations");
            Near.Equal(sample["gradpauli_x"], paulis.Gradients.Inputs, Tolerance, "gradpauli_x");
            Near.Equal(sample["gradpauli_w"], paulis.Gradients.Weights, Tolerance, "gradpauli_w");
        }
    }

    private static Circuit CircuitOf(ReferenceSample sample)
    {
        var ladder = new Ladder(sample.Qubits, sample.Layers, Kernel.Named(sample.Kernel)!);
        Circuit circuit = ladder.ToCircuit();
        return !sample.Reencoded ? circuit : Circuit.Create(8, circuit.WeightCount, 8,
            circuit.Operations.Insert(ladder.FirstOperationOf(0, 3), Operation.On(Gate.RY, 3, Angle.Input(3))).Insert(ladder.FirstOperationOf(0, 3), Operation.On(Gate.H, 3)));
    }

    private static WithEveryChoice Of(Func<ReferenceSample, bool> where) =>
        new(ReferenceVectors.All.Where(where).Select(s => s.ToString()));
}
