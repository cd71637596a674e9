using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Variants;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests;

public sealed class StateVectorDeviceTests
{
    private const int Samples = 75;

    [Fact]
    public void Probabilities_of_every_variant_are_a_distribution()
    {
        FragmentProgram program = Dense(5, 0, 2);
        double[] p = Probabilities(program, Job(program, Draw(1, program.Circuit.WeightCount), Draw(2, 5 * Samples), Samples));
        for (int v = 0; v < program.Variants.Length; v++)
            for (int s = 0; s < Samples; s++)
            {
                double[] row = [.. Enumerable.Range(0, program.OutcomeCount).Select(o => p[(v * program.OutcomeCount + o) * Samples + s])];
                Assert.All(row, x => Assert.InRange(x, 0, 1));
                Assert.Equal(1, row.Sum(), 1e-13);
            }
    }

    [Theory]
    [InlineData(Preparation.Zero, Basis.Z, 1)]
    [InlineData(Preparation.One, Basis.Z, 0)]
    [InlineData(Preparation.Plus, Basis.X, 1)]
    [InlineData(Preparation.Minus, Basis.X, 0)]
    [InlineData(Preparation.PlusI, Basis.Y, 1)]
    [InlineData(Preparation.MinusI, Basis.Y, 0)]
    [InlineData(Preparation.Plus, Basis.Z, 0.5)]
    [InlineData(Preparation.PlusI, Basis.X, 0.5)]
    [InlineData(Preparation.Zero, Basis.Y, 0.5)]
    public void A_preparation_is_an_eigenstate_of_its_own_basis_only(Preparation preparation, Basis basis, double first)
    {
        var program = new FragmentProgram(Circuit.Create(1, 0, 0, []), [0], [0], [new Variant([preparation], [basis])]);
        Assert.Equal([first, 1 - first], Probabilities(program, Job(program, [], [], 1)).Select(p => Math.Round(p, 14)));
    }

    [Fact]
    public void The_first_measured_qubit_is_the_most_significant_bit()
    {
        Circuit circuit = Circuit.Create(3, 0, 0, [Operation.On(Gate.X, 0), Operation.Controlled(Gate.CNOT, 0, 1)]);
        var program = new FragmentProgram(circuit, [], [2, 1], [new Variant([], [Basis.Z, Basis.Z])]);
        Assert.Equal([0, 1, 0, 0], Probabilities(program, Job(program, [], [], 1)));
    }

    [Fact]
    public void A_program_that_measures_nothing_has_one_certain_outcome()
    {
        var program = new FragmentProgram(Circuit.Create(1, 0, 1, [Operation.On(Gate.RY, 0, Angle.Input(0))]), [], [], [new Variant([], [])]);
        Assert.All(Probabilities(program, Job(program, [], Draw(1, 9), 9)), p => Assert.Equal(1, p, 1e-15));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(64)]
    public void Bits_do_not_depend_on_how_samples_are_shared_out(int perJob)
    {
        FragmentProgram program = Dense(4, 1);
        double[] weights = Draw(1, program.Circuit.WeightCount), inputs = Draw(2, 4 * Samples), cotangents = Draw(3, program.Variants.Length * program.OutcomeCount * Samples);
        FragmentJob whole = Job(program, weights, inputs, Samples), wholeBack = Job(program, weights, inputs, Samples, new JobAsk.VectorJacobianProduct(cotangents));
        double[] expected = Probabilities(program, whole);
        JobOutcome.Differentiated expectedBack = Gradients(program, wholeBack);

        var partials = new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>();
        for (int first = 0; first < Samples; first += perJob)
        {
            int count = Math.Min(perJob, Samples - first);
            JobKey key = whole.Key with { FirstSample = first, SampleCount = count };
            var job = whole with { Key = key, Inputs = Columns(inputs, Samples, first, count) };
            Assert.Equal(Columns(expected, Samples, first, count), Probabilities(program, job));
            JobOutcome.Differentiated back = Gradients(program, job with { Ask = new JobAsk.VectorJacobianProduct(Columns(cotangents, Samples, first, count)) });
            Assert.Equal(Columns(expectedBack.InputGradients, Samples, first, count), back.InputGradients);
            Collect(partials, key, back, weights.Length);
        }

        var wholePartials = new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>();
        Collect(wholePartials, whole.Key, expectedBack, weights.Length);
        Assert.Equal(SampleTree.Total(wholePartials, Samples, weights.Length), SampleTree.Total(partials, Samples, weights.Length));
    }

    [Fact]
    public void Bits_of_a_variant_do_not_depend_on_its_neighbours_in_the_job()
    {
        FragmentProgram program = Dense(4, 0, 3);
        FragmentJob whole = Job(program, Draw(1, program.Circuit.WeightCount), Draw(2, 4 * 5), 5);
        double[] expected = Probabilities(program, whole);
        int numbers = program.OutcomeCount * 5;
        for (int v = 0; v < program.Variants.Length; v++)
            for (int count = 1; v + count <= program.Variants.Length; count++)
                Assert.Equal(expected.AsSpan(v * numbers, count * numbers).ToArray(),
                    Probabilities(program, whole with { Key = whole.Key with { FirstVariant = v, VariantCount = count } }));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 2, 0 })]
    public void Gradients_agree_with_central_differences(int[] prepared)
    {
        const int samples = 3;
        const double h = 1e-5;
        FragmentProgram program = Dense(3, prepared);
        double[] weights = Draw(1, program.Circuit.WeightCount), inputs = Draw(2, 3 * samples), cotangents = Draw(3, program.Variants.Length * program.OutcomeCount * samples);
        double Loss() => Probabilities(program, Job(program, weights, inputs, samples)).Zip(cotangents, (p, c) => p * c).Sum();
        double Slope(double[] numbers, int i)
        {
            double at = numbers[i];
            numbers[i] = at + h;
            double above = Loss();
            numbers[i] = at - h;
            double below = Loss();
            numbers[i] = at;
            return (above - below) / (2 * h);
        }

        JobOutcome.Differentiated result = Gradients(program, Job(program, weights, inputs, samples, new JobAsk.VectorJacobianProduct(cotangents)));
        double scale = Math.Max(result.InputGradients.Max(Math.Abs), 1);
        for (int i = 0; i < inputs.Length; i++) Assert.Equal(Slope(inputs, i), result.InputGradients[i], 1e-6 * scale);
        var partials = new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>();
        Collect(partials, new JobKey(default, 0, 0, 1, 0, samples), result, weights.Length);
        double[] total = SampleTree.Total(partials, samples, weights.Length);
        for (int w = 0; w < weights.Length; w++) Assert.Equal(Slope(weights, w), total[w], 1e-6 * scale);
    }

    private static void Collect(Dictionary<SampleTree.Block, ReadOnlyMemory<double>> partials, JobKey key, JobOutcome.Differentiated outcome, int weights)
    {
        IReadOnlyList<SampleTree.Block> blocks = SampleTree.Blocks(key.FirstSample, key.SampleCount);
        Assert.Equal(blocks.Count * weights, outcome.WeightPartials.Length);
        for (int b = 0; b < blocks.Count; b++) partials[blocks[b]] = outcome.WeightPartials.AsMemory(b * weights, weights);
    }
}
