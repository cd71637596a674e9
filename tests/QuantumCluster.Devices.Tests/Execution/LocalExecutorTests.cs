using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Execution;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Execution;

public sealed class LocalExecutorTests
{
    private const int Samples = 5;

    /// <summary>Ways in which fragments can hang together, with the number of fragments that must come out.</summary>
    private static (Circuit Circuit, ImmutableArray<WireCut> Cuts, int Fragments) Shape(string name)
    {
        var ladder = new Ladder(5, 1, Kernel.Su4);
        var slanted = new Ladder(5, 2, Kernel.Cry);
        var folded = new Ladder(3, 2, Kernel.Canonical);
        return name switch
        {
            "chain of two" => (ladder.ToCircuit(), LadderCuts.Middle(ladder), 2),
            "chain of four" => (ladder.ToCircuit(), [new(1, ladder.FirstOperationOf(0, 1)), new(2, ladder.FirstOperationOf(0, 2)), new(3, ladder.FirstOperationOf(0, 3))], 4),
            "two wires between two" => (slanted.ToCircuit(), [new(2, slanted.FirstOperationOf(0, 2)), new(1, slanted.FirstOperationOf(1, 1))], 2),
            "a cut inside one fragment" => (folded.ToCircuit(), [new(1, folded.FirstOperationOf(1, 0))], 1),
            "no cut, two islands" => (Circuit.Create(5, 33, 5, [.. Encoding(5), .. Kernel.Su4.On(0, 3, 0), .. Kernel.Su4.On(1, 4, 11), .. Kernel.Su4.On(4, 2, 22)]), [], 2),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static IEnumerable<Operation> Encoding(int qubits) => Enumerable.Range(0, qubits).Select(q => Operation.On(Gate.RY, q, Angle.Input(q)));

    private static readonly Dictionary<string, Readout> Readouts = new()
    {
        ["probabilities"] = new Readout.Probabilities(),
        ["marginal"] = new Readout.Marginal(4, 1, 0),
        ["strings"] = new Readout.Expectations(Strings("XYZIX", "IIIZI", "YIIIX", "ZZZZZ", "IIIII", "IXIII", "YYXXY")),
    };

    private static ImmutableArray<PauliString> Strings(params string[] texts) => [.. texts.Select(PauliString.Parse)];

    private static Readout ReadoutFor(string name, int qubits) => qubits == 5 ? Readouts[name] : name switch
    {
        "marginal" => new Readout.Marginal(2, 0),
        "strings" => new Readout.Expectations(Strings("XYZ", "IZI", "YIX")),
        _ => Readouts[name],
    };

    public static TheoryData<string, string, VariantChoice> Cases()
    {
        var data = new TheoryData<string, string, VariantChoice>();
        foreach (string shape in new[] { "chain of two", "chain of four", "two wires between two", "a cut inside one fragment", "no cut, two islands" })
            foreach (string readout in Readouts.Keys)
                foreach (VariantChoice variants in Enum.GetValues<VariantChoice>()) data.Add(shape, readout, variants);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Cut_circuit_reproduces_the_uncut_readout_and_its_gradients(string shape, string readoutName, VariantChoice variants)
    {
        (Circuit circuit, ImmutableArray<WireCut> cuts, int fragments) = Shape(shape);
        Readout readout = ReadoutFor(readoutName, circuit.QubitCount);
        int width = cuts.IsEmpty ? 4 : 5; // what fits a device without a cut stays whole
        CutPlan cut = CutPlan.Create(new PlanRequest(circuit, readout, cuts, variants, width, Granularity.Exact));
        CutPlan uncut = CutPlan.Create(new PlanRequest(Whole(circuit), readout, [], variants, 6, Granularity.Exact));
        Assert.Equal(fragments, cut.Fragments.Length);

        var batch = new Batch(Draw(1, circuit.WeightCount), Draw(2, circuit.InputCount * Samples), Samples);
        double[] cotangents = Draw(3, Samples * cut.OutputCount, 1);
        await using var executor = new LocalExecutor(new StateVectorDevice(DeviceProfile.Simulator(6)));
        ForwardResult forward = await executor.ForwardAsync(cut, batch), expected = await executor.ForwardAsync(uncut, batch);
        AssertClose(expected.Outputs, forward.Outputs);
        LayerGradients gradients = await executor.BackwardAsync(cut, batch, forward, cotangents), expectedGradients = await executor.BackwardAsync(uncut, batch, expected, cotangents);
        AssertClose(expectedGradients.Inputs, gradients.Inputs);
        AssertClose(expectedGradients.Weights, gradients.Weights);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Transpose_is_the_derivative_of_the_contraction(string shape, string readoutName, VariantChoice variants)
    {
        (Circuit circuit, ImmutableArray<WireCut> cuts, _) = Shape(shape);
        CutPlan plan = CutPlan.Create(new PlanRequest(circuit, ReadoutFor(readoutName, circuit.QubitCount), cuts, variants, 5, Granularity.Exact));
        ulong seed = 1;
        FragmentTensors Tensors() => new([.. plan.Fragments.Select(f => Draw(seed++, f.Program.Variants.Length * f.Program.OutcomeCount * Samples, 1))], Samples);
        FragmentTensors at = Tensors(), direction = Tensors();
        double[] cotangents = Draw(seed, Samples * plan.OutputCount, 1);
        FragmentTensors pulled = Contraction.Transpose(plan, at, cotangents);
        for (int f = 0; f < plan.Fragments.Length; f++)
        {
            // The readout is linear in each fragment's numbers: the difference along a direction is exact.
            double[] moved = [.. at.Fragments[f].Zip(direction.Fragments[f], (a, d) => a + d)];
            double[] change = [.. Contraction.Contract(plan, at with { Fragments = at.Fragments.SetItem(f, moved) }).Zip(Contraction.Contract(plan, at), (a, b) => a - b)];
            double left = change.Zip(cotangents, (a, b) => a * b).Sum(), right = pulled.Fragments[f].Zip(direction.Fragments[f], (a, b) => a * b).Sum();
            Assert.Equal(left, right, 1e-10 * Math.Max(1, Math.Abs(left)));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(int.MaxValue, 16)]
    public async Task Bits_do_not_depend_on_granularity(int variantsPerJob, int samplesPerJob)
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        var request = new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Middle(ladder), VariantChoice.Minimal, 5, Granularity.Exact);
        CutPlan plan = CutPlan.Create(request), other = CutPlan.Create(request with { Granularity = new Granularity(variantsPerJob, samplesPerJob) });
        var batch = new Batch(Draw(1, ladder.WeightCount), Draw(2, 8 * 37), 37);
        double[] cotangents = Draw(3, 37 * plan.OutputCount, 1);
        await using var executor = new LocalExecutor(Device);
        ForwardResult expected = await executor.ForwardAsync(plan, batch), forward = await executor.ForwardAsync(other, batch);
        Assert.Equal(expected.Outputs, forward.Outputs);
        LayerGradients expectedGradients = await executor.BackwardAsync(plan, batch, expected, cotangents), gradients = await executor.BackwardAsync(other, batch, forward, cotangents);
        Assert.Equal(expectedGradients.Inputs, gradients.Inputs);
        Assert.Equal(expectedGradients.Weights, gradients.Weights);
    }

    [Fact]
    public async Task Bits_of_a_sample_do_not_depend_on_the_batch_around_it()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), LadderCuts.Middle(ladder), VariantChoice.Table, 5, Granularity.Exact));
        double[] weights = Draw(1, ladder.WeightCount), inputs = Draw(2, 8 * 11);
        await using var executor = new LocalExecutor(Device);
        double[] all = (await executor.ForwardAsync(plan, new Batch(weights, inputs, 11))).Outputs;
        for (int s = 0; s < 11; s++)
            Assert.Equal(all.AsSpan(s * 256, 256).ToArray(), (await executor.ForwardAsync(plan, new Batch(weights, inputs[(8 * s)..(8 * s + 8)], 1))).Outputs);
    }

    [Fact]
    public async Task A_long_chain_takes_devices_of_two_qubits()
    {
        var ladder = new Ladder(60, 1, Kernel.Canonical);
        ImmutableArray<WireCut> cuts = [.. Enumerable.Range(1, 58).Select(q => new WireCut(q, ladder.FirstOperationOf(0, q)))];
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(59, 0), cuts, VariantChoice.Minimal, 2, Granularity.Exact));
        Assert.Equal(59, plan.Fragments.Length);
        await using var executor = new LocalExecutor(Device);
        double[] p = (await executor.ForwardAsync(plan, new Batch(Draw(1, ladder.WeightCount), Draw(2, 60), 1))).Outputs;
        Assert.Equal(1, p.Sum(), 1e-12);
        Assert.All(p, x => Assert.InRange(x, 0, 1));
    }

    [Fact]
    public async Task A_refusal_becomes_a_failure_with_its_sentence()
    {
        var ladder = new Ladder(6, 1, Kernel.Crz);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), [], VariantChoice.Auto, 6, Granularity.Exact));
        await using var executor = new LocalExecutor(Device);
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => executor.ForwardAsync(plan, new Batch(new double[25], new double[6], 1)));
        Assert.Equal("The program needs 6 qubits; device `five-qubit` has 5; cut another wire or use a wider device.", failure.Message);
    }

    [Fact]
    public async Task A_fault_becomes_a_failure_that_names_device_and_job()
    {
        var ladder = new Ladder(3, 1, Kernel.Crz);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), [], VariantChoice.Auto, 5, Granularity.Exact));
        await using var executor = new LocalExecutor(new Broken());
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => executor.ForwardAsync(plan, new Batch(new double[10], new double[3], 1)));
        Assert.Equal("Device `five-qubit` failed on run 0-1 fragment 0 variants 0..0 samples 0..0: it is cold", failure.Message);
    }

    [Fact]
    public async Task Wrong_tensors_and_cotangents_are_named()
    {
        var ladder = new Ladder(3, 1, Kernel.Crz);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), [], VariantChoice.Auto, 5, Granularity.Exact));
        await using var executor = new LocalExecutor(Device);
        var batch = new Batch(new double[10], new double[3], 1);
        ForwardResult forward = await executor.ForwardAsync(plan, batch);
        await Assert.ThrowsAsync<ArgumentException>(() => executor.BackwardAsync(plan, batch, forward, new double[7]));
        Assert.Throws<ArgumentException>(() => Contraction.Contract(plan, new FragmentTensors([], 1)));
        Assert.Throws<ArgumentException>(() => Contraction.Contract(plan, new FragmentTensors([new double[7]], 1)));
    }

    private sealed class Broken : IQuantumDevice
    {
        public DeviceProfile Profile => DeviceProfile.FiveQubit;

        public JobOutcome Run(FragmentProgram program, FragmentJob job) => new JobOutcome.Faulted(job.Key, "it is cold");
    }

    /// <summary>The same circuit in one connected piece: an idle CNOT pair ties qubits together that no gate does.</summary>
    private static Circuit Whole(Circuit circuit) => Circuit.Create(circuit.QubitCount, circuit.WeightCount, circuit.InputCount,
        [.. circuit.Operations, .. Enumerable.Range(1, circuit.QubitCount - 1).SelectMany(q => new[] { Operation.Controlled(Gate.CNOT, 0, q), Operation.Controlled(Gate.CNOT, 0, q) })]);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
