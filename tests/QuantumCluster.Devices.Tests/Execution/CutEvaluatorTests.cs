using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Execution;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Execution;

public sealed class CutEvaluatorTests
{
    private const int Most = 256;

    private sealed record Results(double[] Outputs, double[] Inputs, double[] Weights);

    /// <summary>Plans that go through every kind of step: joins, blocks on two qubits that are there, interference of up to eight states.</summary>
    private static CutPlan Plan(string name, Precision precision = Precision.Double)
    {
        var one = new Ladder(8, 1, Kernel.Su4);
        var crz = new Ladder(8, 1, Kernel.Crz);
        var two = new Ladder(8, 2, Kernel.Cry);
        ImmutableArray<WireCut> slant = [new(3, two.FirstOperationOf(1, 3)), new(4, two.FirstOperationOf(0, 4))];
        var marginal = new Readout.Marginal(3, 4, 5, 6, 7);
        PlanRequest request = name switch
        {
            "marginals" => new(one.ToCircuit(), marginal, LadderCuts.Middle(one), VariantChoice.Auto, 5, Granularity.Exact),
            "probabilities" => new(one.ToCircuit(), new Readout.Probabilities(), LadderCuts.Middle(one), VariantChoice.Auto, 5, Granularity.Exact),
            "golden" => new(crz.ToCircuit(), marginal, LadderCuts.Middle(crz), VariantChoice.Auto, 5, Granularity.Exact),
            "slant" => new(two.ToCircuit(), new Readout.Marginal(7, 0, 3), slant, VariantChoice.Table, 5, Granularity.Exact),
            "strings" => new(one.ToCircuit(), new Readout.Expectations(PauliString.Parse("ZIIZIXII"), PauliString.Parse("IIIIIIIZ")), LadderCuts.Middle(one), VariantChoice.Minimal, 5, Granularity.Exact),
            _ => new(two.ToCircuit(), new Readout.Probabilities(), [], VariantChoice.Auto, 8, Granularity.Exact),
        };
        return CutPlan.Create(request with { Precision = precision });
    }

    public static TheoryData<string> Plans => ["marginals", "probabilities", "golden", "slant", "strings", "uncut"];

    public static TheoryData<string, Precision> PlansInEveryPrecision()
    {
        var data = new TheoryData<string, Precision>();
        foreach (Precision precision in Enum.GetValues<Precision>())
            foreach (string plan in Plans) data.Add(plan, precision);
        return data;
    }

    private static DeviceProfile Profile(CutPlan plan) => plan.Request.DeviceQubits == 5 ? DeviceProfile.FiveQubit : DeviceProfile.Simulator(8);

    private static (double[] Weights, double[] Inputs, double[] Cotangents) Numbers(CutPlan plan) =>
        (Draw(1, plan.Request.Circuit.WeightCount), Draw(2, plan.Request.Circuit.InputCount * Most), Draw(3, plan.OutputCount * Most, 1));

    private static Results Run(CutEvaluator evaluator, CutPlan plan, int first, int samples)
    {
        (double[] weights, double[] inputs, double[] cotangents) = Numbers(plan);
        int outputs = plan.OutputCount;
        var results = new Results(new double[samples * outputs], new double[samples * 8], new double[weights.Length]);
        evaluator.Forward(weights, inputs.AsSpan(first * 8, samples * 8), samples, results.Outputs);
        evaluator.Backward(weights, inputs.AsSpan(first * 8, samples * 8), samples, cotangents.AsSpan(first * outputs, samples * outputs), results.Inputs, results.Weights);
        return results;
    }

    private static CutEvaluator Evaluator(CutPlan plan, LaneWidth? width = null) => CutEvaluator.For(plan, Profile(plan), width ?? LaneWidths.Widest)!;

    [Theory]
    [MemberData(nameof(PlansInEveryPrecision))]
    public void Bits_do_not_depend_on_the_width_of_vectors(string name, Precision precision)
    {
        CutPlan plan = Plan(name, precision);
        foreach (int samples in new[] { 1, 3, 8, 29, 64 })
        {
            Results expected = Run(Evaluator(plan, LaneWidth.Bits128), plan, 0, samples);
            foreach (LaneWidth width in new[] { LaneWidth.Bits256, LaneWidth.Bits512 })
            {
                Results actual = Run(Evaluator(plan, width), plan, 0, samples);
                Assert.Equal(expected.Outputs, actual.Outputs);
                Assert.Equal(expected.Inputs, actual.Inputs);
                Assert.Equal(expected.Weights, actual.Weights);
            }
        }
    }

    [Theory]
    [MemberData(nameof(PlansInEveryPrecision))]
    public void Bits_of_a_sample_do_not_depend_on_the_size_of_its_batch(string name, Precision precision)
    {
        CutPlan plan = Plan(name, precision);
        CutEvaluator evaluator = Evaluator(plan);
        Results whole = Run(evaluator, plan, 0, Most);
        foreach (int samples in Enumerable.Range(1, 33).Append(64))
            foreach (int first in new[] { 0, 5 })
            {
                Results part = Run(evaluator, plan, first, samples);
                Assert.Equal(whole.Outputs.AsSpan(first * plan.OutputCount, samples * plan.OutputCount).ToArray(), part.Outputs);
                Assert.Equal(whole.Inputs.AsSpan(first * 8, samples * 8).ToArray(), part.Inputs);
            }
    }

    [Theory]
    [MemberData(nameof(PlansInEveryPrecision))]
    public void Jobs_give_the_same_bits(string name, Precision precision)
    {
        CutPlan plan = Plan(name, precision);
        (double[] weights, double[] inputs, double[] cotangents) = Numbers(plan);
        foreach ((int samples, LaneWidth width) in new[] { (1, LaneWidth.Bits512), (37, LaneWidth.Bits128), (100, LaneWidth.Bits256), (Most, LaneWidth.Bits512) })
        {
            var device = new StateVectorDevice(Profile(plan), width);
            var batch = new Batch(weights, inputs[..(8 * samples)], samples);
            var forward = new ForwardAssembly(plan, samples);
            foreach (FragmentJob job in JobSplitter.Forward(plan, batch, default)) forward.Add((JobOutcome.Evaluated)device.Run(plan.Fragments[job.Key.Fragment].Program, job));
            FragmentTensors measured = forward.ToTensors();
            var backward = new BackwardAssembly(plan, samples);
            foreach (FragmentJob job in JobSplitter.Backward(plan, batch, Contraction.Transpose(plan, measured, cotangents[..(samples * plan.OutputCount)]), default))
                backward.Add((JobOutcome.Differentiated)device.Run(plan.Fragments[job.Key.Fragment].Program, job));
            LayerGradients gradients = backward.ToGradients();

            Results direct = Run(Evaluator(plan), plan, 0, samples);
            Assert.Equal(Contraction.Contract(plan, measured), direct.Outputs);
            Assert.Equal(gradients.Inputs, direct.Inputs);
            Assert.Equal(gradients.Weights, direct.Weights);
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Gradients_agree_with_central_differences(string name)
    {
        const int samples = 3;
        const double h = 1e-5;
        CutPlan plan = Plan(name);
        CutEvaluator evaluator = Evaluator(plan);
        (double[] weights, double[] inputs, double[] cotangents) = Numbers(plan);
        inputs = inputs[..(8 * samples)];
        var outputs = new double[samples * plan.OutputCount];
        double Slope(double[] numbers, int i)
        {
            double Loss(double value)
            {
                numbers[i] = value;
                evaluator.Forward(weights, inputs, samples, outputs);
                return outputs.Zip(cotangents, (a, b) => a * b).Sum();
            }

            double at = numbers[i], slope = (Loss(at + h) - Loss(at - h)) / (2 * h);
            numbers[i] = at;
            return slope;
        }

        Results results = Run(evaluator, plan, 0, samples);
        for (int i = 0; i < inputs.Length; i++) Assert.Equal(Slope(inputs, i), results.Inputs[i], 1e-7);
        for (int w = 0; w < weights.Length; w++) Assert.Equal(Slope(weights, w), results.Weights[w], 1e-7);
    }

    [Theory]
    [MemberData(nameof(PlansInEveryPrecision))]
    public void Steps_allocate_nothing_once_they_are_warm(string name, Precision precision)
    {
        CutPlan plan = Plan(name, precision);
        CutEvaluator evaluator = Evaluator(plan);
        (double[] weights, double[] inputs, double[] cotangents) = Numbers(plan);
        double[] outputs = new double[Most * plan.OutputCount], inputGradients = new double[inputs.Length], weightGradients = new double[weights.Length];
        void Step()
        {
            weights[0] += 1e-3;
            evaluator.Forward(weights, inputs, Most, outputs);
            evaluator.Backward(weights, inputs, Most, cotangents, inputGradients, weightGradients);
        }

        Step();
        Step();
        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The least of some steps: the runtime itself may allocate while it compiles a method anew.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        CutPlan plan = Plan("marginals");
        CutEvaluator evaluator = Evaluator(plan);
        Assert.Contains("77 weights; 3 numbers", Assert.Throws<ArgumentException>(() => evaluator.Forward(new double[3], new double[8], 1, new double[32])).Message, StringComparison.Ordinal);
        Assert.Contains("16 inputs; 8 numbers", Assert.Throws<ArgumentException>(() => evaluator.Forward(new double[77], new double[8], 2, new double[64])).Message, StringComparison.Ordinal);
        Assert.Contains("32 outputs; 31 numbers", Assert.Throws<ArgumentException>(() => evaluator.Forward(new double[77], new double[8], 1, new double[31])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_that_do_not_fit_the_device_have_no_evaluator() =>
        Assert.Null(CutEvaluator.For(Plan("uncut"), DeviceProfile.FiveQubit));
}
