using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shifts;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Shifts;

/// <summary>What a device runs for a product by parameter shift, with which draws, and that its bits are a function of the job's samples alone.</summary>
public sealed class ParameterShiftTests
{
    private static readonly Readout Marginal = new Readout.Marginal(3, 4, 5, 6, 7);

    private static CutPlan Plan(Kernel kernel, VariantChoice variants)
    {
        var ladder = new Ladder(8, 1, kernel);
        return CutPlan.Create(new PlanRequest(ladder.ToCircuit(), Marginal, LadderCuts.Middle(ladder), variants, 5, Granularity.Exact));
    }

    /// <summary>Forward, weights and inputs, as counted by hand for the 35-weight circuit: 413 with `minimal`, 543 with `table`, 181 golden; weights alone 350, 462, 154.</summary>
    [Theory]
    [InlineData(VariantChoice.Minimal, 413, 350)]
    [InlineData(VariantChoice.Table, 543, 462)]
    [InlineData(VariantChoice.Auto, 181, 154)]
    public void Variants_are_run_as_often_as_the_rules_have_terms(VariantChoice variants, int all, int weightsAlone)
    {
        const int samples = 16;
        CutPlan plan = Plan(Kernel.Crz, variants);
        int forward = plan.VariantCount, shifted = 0, ofWeights = 0;
        foreach (FragmentPlan fragment in plan.Fragments)
        {
            FragmentProgram program = fragment.Program;
            FragmentJob job = Shifted(program, samples, 1, null, default);
            var source = new Uniform(program);
            ParameterShift.Run(ShiftedProgram.Of(program), source, job, (JobAsk.ShiftProduct)job.Ask);
            Assert.Equal(source.Executions, job.VariantExecutions(program));
            shifted += source.Executions / samples;
            ofWeights += source.OfWeights / samples;
        }

        Assert.Equal((all, weightsAlone), (forward + shifted, ofWeights));
        if (variants == VariantChoice.Minimal) Assert.Equal(6608, samples * (forward + shifted));
    }

    /// <summary>All shifted circuits have the same probabilities here, so that equal numbers could only come from equal draws.</summary>
    [Fact]
    public void Every_operation_term_variant_and_sample_draws_apart()
    {
        const int samples = 3;
        FragmentProgram program = Dense(4, 1);
        var single = new List<double>();
        for (int v = 0; v < program.Variants.Length; v++)
        {
            double[] cotangents = new double[program.Variants.Length * program.OutcomeCount * samples];
            double[] values = Draw(31, program.OutcomeCount, 1);
            for (int o = 0; o < program.OutcomeCount; o++) cotangents.AsSpan((v * program.OutcomeCount + o) * samples, samples).Fill(values[o]);
            FragmentJob job = Shifted(program, samples, 1, 1000, new Seed(32), cotangents);
            JobOutcome.Differentiated outcome = ParameterShift.Run(ShiftedProgram.Of(program), new Uniform(program), job, (JobAsk.ShiftProduct)job.Ask);
            single.AddRange(outcome.InputGradients);
            single.AddRange(outcome.WeightPartials);
        }

        Assert.Equal(single.Count, single.Distinct().Count());
    }

    [Theory]
    [InlineData(Precision.Double, null)]
    [InlineData(Precision.Double, 100)]
    [InlineData(Precision.Float, null)]
    [InlineData(Precision.Float, 100)]
    public void Bits_depend_on_no_sharding_and_no_width(Precision precision, int? shots)
    {
        const int samples = 21;
        foreach (FragmentProgram program in new[] { In(Dense(4, 0), precision), In(GateByGate(), precision) })
        {
            FragmentJob whole = Shifted(program, samples, 2, shots, new Seed(33));
            double[] cotangents = ((JobAsk.ShiftProduct)whole.Ask).Cotangents;
            JobOutcome.Differentiated expected = Gradients(program, whole);
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            {
                JobOutcome.Differentiated other = Assert.IsType<JobOutcome.Differentiated>(new StateVectorDevice(DeviceProfile.FiveQubit, width).Run(program, whole));
                Assert.Equal(expected.InputGradients, other.InputGradients);
                Assert.Equal(expected.WeightPartials, other.WeightPartials);
                Assert.Equal(expected.Variances?.Weights, other.Variances?.Weights);
            }

            foreach ((int first, int count) in new[] { (0, 1), (5, 3), (8, 8), (20, 1) })
            {
                FragmentJob shard = whole with
                {
                    Key = whole.Key with { FirstSample = first, SampleCount = count },
                    Inputs = Columns(whole.Inputs, samples, first, count),
                    Ask = new JobAsk.ShiftProduct(Columns(cotangents, samples, first, count), shots, new Seed(33)),
                };
                JobOutcome.Differentiated part = Gradients(program, shard);
                Assert.Equal(Columns(expected.InputGradients, samples, first, count), part.InputGradients);
                if (shots is not null) Assert.Equal(Columns(expected.Variances!.Inputs, samples, first, count), part.Variances!.Inputs);
            }
        }
    }

    [Fact]
    public void Many_shots_come_near_the_exact_product_and_their_variance_tells_how_near()
    {
        FragmentProgram program = GateByGate();
        JobOutcome.Differentiated exact = Gradients(program, Shifted(program, 40, 3, null, default)), sampled = Gradients(program, Shifted(program, 40, 3, 100_000, new Seed(34)));
        double[] deviations = [.. exact.InputGradients.Select((g, i) => (sampled.InputGradients[i] - g) / Math.Sqrt(sampled.Variances!.Inputs[i]))];
        double square = deviations.Average(d => d * d); // of n normal deviates: 1, with a standard deviation of √(2/n)
        Assert.InRange(square, 1 - 4 * Math.Sqrt(2.0 / deviations.Length), 1 + 4 * Math.Sqrt(2.0 / deviations.Length));
    }

    [Fact]
    public void Jobs_that_cannot_be_are_refused_with_a_sentence()
    {
        FragmentProgram program = Dense(3);
        FragmentJob good = Shifted(program, 2, 4, 10, default);
        var ask = (JobAsk.ShiftProduct)good.Ask;
        Gradients(program, good);
        Refused(good with { Ask = ask with { Shots = 1 } }, "The job asks for 1 shots at every shift; device `five-qubit` takes 2 to 1000000; give fewer, and more batches.");
        Refused(good with { Ask = ask with { Shots = 1_000_001 } }, "The job asks for 1000001 shots at every shift; device `five-qubit` takes 2 to 1000000; give fewer, and more batches.");
        Refused(good with { Ask = ask with { Cotangents = [1] } }, "The job brings 1 cotangents; the program takes 8 outcomes of 7 variants for each of 2 samples, 112 numbers.");
        Refused(good with { Ask = ask with { Cotangents = null! } }, "The job brings 0 cotangents; the program takes 8 outcomes of 7 variants for each of 2 samples, 112 numbers.");
        Refused(good with { Key = good.Key with { VariantCount = 3 } }, "A product by parameter shift takes all 7 variants of its program; the job names 3 from number 0.");
        ask.Cotangents[5] = double.NaN;
        Refused(good, "The cotangent at position 5 is NaN; every number of a job must be finite.");

        void Refused(FragmentJob job, string sentence) => Assert.Equal(sentence, Assert.IsType<JobOutcome.Refused>(Device.Run(program, job)).Reason);
    }

    private static FragmentJob Shifted(FragmentProgram program, int samples, ulong seed, int? shots, Seed chance, double[]? cotangents = null) =>
        Job(program, Draw(seed, program.Circuit.WeightCount), Draw(seed + 1, program.Circuit.InputCount * samples), samples,
            new JobAsk.ShiftProduct(cotangents ?? Draw(seed + 2, program.Variants.Length * program.OutcomeCount * samples, 1), shots, chance));

    private static FragmentProgram In(FragmentProgram program, Precision precision) =>
        new(program.Circuit, program.PreparedQubits, program.MeasuredQubits, program.Variants, precision);

    /// <summary>Inputs where only gate by gate will do, and a weight and an input that several operations use.</summary>
    private static FragmentProgram GateByGate() => new(Circuit.Create(3, 12, 2,
    [
        Operation.On(Circuits.Gates.Gate.RY, 0, Angle.Input(0)), .. Kernel.Su4.On(0, 1, 0), Operation.Controlled(Circuits.Gates.Gate.CRZ, 1, 2, Angle.Input(1)),
        Operation.Controlled(Circuits.Gates.Gate.CRY, 0, 2, Angle.Weight(3)), Operation.On(Circuits.Gates.Gate.RX, 2, Angle.Input(0)), Operation.On(Circuits.Gates.Gate.RX, 1, Angle.Weight(11)),
    ]), [1], [2, 0], [new([Preparation.Plus], [Basis.X, Basis.Z]), new([Preparation.PlusI], [Basis.Y, Basis.Y])]);

    /// <summary>Answers every circuit alike, and counts.</summary>
    private sealed class Uniform(FragmentProgram program) : IProbabilitySource
    {
        private double[]? _weights;

        public int Executions { get; private set; }

        public int OfWeights { get; private set; }

        public void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities)
        {
            _weights ??= Draw(1, program.Circuit.WeightCount); // as given: the first draw of the jobs here
            Executions += program.Variants.Length * samples;
            if (!weights.AsSpan().SequenceEqual(_weights)) OfWeights += program.Variants.Length * samples;
            probabilities.Fill(1.0 / program.OutcomeCount);
        }
    }
}
