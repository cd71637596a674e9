using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Execution;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Execution;

/// <summary>What is calculated in float is what is calculated in double, to float's digits, and has bits of its own that nothing else changes.</summary>
public sealed class FloatTests
{
    private const double Near = 1e-5;
    private const int Samples = 37;

    private static readonly Readout Marginal = new Readout.Marginal(3, 4, 5, 6, 7);

    public static TheoryData<string, bool> Ladders()
    {
        var data = new TheoryData<string, bool>();
        foreach (string name in Kernel.All.Select(k => k.Name).Append("cry2"))
            foreach (bool isCut in new[] { true, false }) data.Add(name, isCut);
        return data;
    }

    private static PlanRequest Request(string name, Readout readout, bool isCut)
    {
        Ladder ladder = name == "cry2" ? new(8, 2, Kernel.Cry) : new(8, 1, Kernel.Named(name)!);
        int width = isCut ? 5 : 8;
        return new(ladder.ToCircuit(), readout, LadderCuts.Along(ladder, width), VariantChoice.Auto, width, Granularity.Exact);
    }

    /// <summary>Angles within a turn, and some that only a double can hold.</summary>
    private static Batch Angles(Circuit circuit)
    {
        double[] inputs = Draw(11, circuit.InputCount * Samples, 7);
        (inputs[3], inputs[8], inputs[^1]) = (1e5, -3e9, 1e18);
        return new(Draw(12, circuit.WeightCount), inputs, Samples);
    }

    private static async Task<(double[] Outputs, LayerGradients Gradients)> RunAsync(PlanRequest request, Batch batch, IQuantumDevice device)
    {
        var plan = CutPlan.Create(request);
        await using var executor = new LocalExecutor(device);
        ForwardResult forward = await executor.ForwardAsync(plan, batch);
        return (forward.Outputs, await executor.BackwardAsync(plan, batch, forward, Draw(13, forward.Outputs.Length, 1)));
    }

    private static StateVectorDevice DeviceFor(PlanRequest request) => new(request.DeviceQubits == 5 ? DeviceProfile.FiveQubit : DeviceProfile.Simulator(request.DeviceQubits));

    [Theory]
    [MemberData(nameof(Ladders))]
    public async Task Float_is_near_double_in_probabilities_marginals_and_gradients(string name, bool isCut)
    {
        foreach (Readout readout in new[] { Marginal, new Readout.Probabilities() })
        {
            PlanRequest request = Request(name, readout, isCut);
            Batch batch = Angles(request.Circuit);
            var expected = await RunAsync(request, batch, DeviceFor(request));
            var actual = await RunAsync(request with { Precision = Precision.Float }, batch, DeviceFor(request));
            AssertNear(expected.Outputs, actual.Outputs);
            AssertNear(expected.Gradients.Inputs, actual.Gradients.Inputs);
            AssertNear(expected.Gradients.Weights, actual.Gradients.Weights);
            Assert.All(actual.Outputs, p => Assert.Equal(p, (float)p));
            Assert.NotEqual(expected.Outputs, actual.Outputs);
        }
    }

    [Theory]
    [InlineData("su4", true)]
    [InlineData("crz", true)]
    [InlineData("cry2", true)]
    [InlineData("su4", false)]
    public async Task Job_by_job_in_any_division_float_has_the_bits_that_it_has_in_one_piece(string name, bool isCut)
    {
        PlanRequest request = Request(name, Marginal, isCut) with { Precision = Precision.Float };
        Batch batch = Angles(request.Circuit);
        var expected = await RunAsync(request, batch, DeviceFor(request));
        foreach (Granularity granularity in new[] { Granularity.Exact, new(1, 1), new(2, 7), new(3, 16) })
        {
            var actual = await RunAsync(request with { Granularity = granularity }, batch, new JobByJob(DeviceFor(request)));
            Assert.Equal(expected.Outputs, actual.Outputs);
            Assert.Equal(expected.Gradients.Inputs, actual.Gradients.Inputs);
            Assert.Equal(expected.Gradients.Weights, actual.Gradients.Weights);
        }
    }

    /// <summary>An input on wires of both fragments: its gradient is a sum of two.</summary>
    [Fact]
    public async Task Shares_of_an_input_that_two_fragments_have_are_added_in_float_too()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        Circuit circuit = ladder.ToCircuit();
        Circuit shared = Circuit.Create(8, circuit.WeightCount, 2, circuit.Operations.Select(o =>
            o.Angle.Source == AngleSource.Input ? Operation.On(o.Gate, o.Target, Angle.Input(o.Angle.Index % 2)) : o));
        var request = new PlanRequest(shared, Marginal, LadderCuts.Middle(ladder), VariantChoice.Auto, 5, Granularity.Exact, Precision.Float);
        Batch batch = Angles(shared);
        var expected = await RunAsync(request, batch, DeviceFor(request));
        var actual = await RunAsync(request, batch, new JobByJob(DeviceFor(request)));
        Assert.Equal(expected.Gradients.Inputs, actual.Gradients.Inputs);
        AssertNear((await RunAsync(request with { Precision = Precision.Double }, batch, DeviceFor(request))).Gradients.Inputs, actual.Gradients.Inputs);
    }

    /// <summary>Inputs in the middle of wires: gate by gate.</summary>
    [Fact]
    public void Programs_that_run_gate_by_gate_honour_float()
    {
        var ladder = new Ladder(4, 1, Kernel.Su4);
        ImmutableArray<Operation> twice = [.. ladder.ToCircuit().Operations, .. ladder.ToCircuit().Operations];
        ImmutableArray<Variant> variants = [new([Preparation.PlusI], [Basis.Y, Basis.Z]), new([Preparation.One], [Basis.Z, Basis.X])];
        FragmentProgram Program(Precision precision) => new(Circuit.Create(4, ladder.WeightCount, 4, twice), [1], [3, 0], variants, precision);
        FragmentProgram inDouble = Program(Precision.Double), inFloat = Program(Precision.Float);
        Assert.Null(ReadyProgram.Of(inFloat).Fused);
        Assert.NotEqual(inDouble.Hash, inFloat.Hash);
        Batch batch = Angles(inFloat.Circuit);
        double[] cotangents = Draw(14, 2 * 4 * Samples, 1);
        FragmentJob Ask(FragmentProgram program, JobAsk ask) => Job(program, batch.Weights, batch.Inputs, Samples, ask);

        double[] probabilities = Probabilities(inFloat, Ask(inFloat, new JobAsk.Probabilities()));
        AssertNear(Probabilities(inDouble, Ask(inDouble, new JobAsk.Probabilities())), probabilities);
        Assert.All(probabilities, p => Assert.Equal(p, (float)p));
        JobAsk product = new JobAsk.VectorJacobianProduct(cotangents);
        AssertNear(Gradients(inDouble, Ask(inDouble, product)).InputGradients, Gradients(inFloat, Ask(inFloat, product)).InputGradients);
        AssertNear(Gradients(inDouble, Ask(inDouble, product)).WeightPartials, Gradients(inFloat, Ask(inFloat, product)).WeightPartials);
    }

    /// <summary>Relative to the largest entry where that is above 1: gradients have a scale, probabilities are at most 1.</summary>
    private static void AssertNear(double[] expected, double[] actual)
    {
        double limit = Near * Math.Max(1, expected.Max(Math.Abs));
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= limit, $"entry {i} is {actual[i]:R} in float and {expected[i]:R} in double");
    }

    /// <summary>Hides what the executor could take the short way with.</summary>
    private sealed class JobByJob(StateVectorDevice device) : IQuantumDevice
    {
        public DeviceProfile Profile => device.Profile;

        public JobOutcome Run(FragmentProgram program, FragmentJob job) => device.Run(program, job);
    }
}
