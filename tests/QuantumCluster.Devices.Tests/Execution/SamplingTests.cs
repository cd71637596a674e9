using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Execution;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Execution;

/// <summary>Runs with shots: estimates that are right on average, with the scatter that theory says, and with bits that the seed alone decides.</summary>
public sealed class SamplingTests
{
    private static readonly Readout Marginal = new Readout.Marginal(3, 4, 5, 6, 7);
    private static readonly Ladder Ladder = new(8, 1, Kernel.Su4);

    private static PlanRequest Request(VariantChoice variants = VariantChoice.Minimal, Readout? readout = null, Precision precision = Precision.Double) =>
        new(Ladder.ToCircuit(), readout ?? Marginal, LadderCuts.Middle(Ladder), variants, 5, Granularity.Exact, precision);

    private static Batch Angles(int samples) => new(Draw(1, Ladder.WeightCount), Draw(2, 8 * samples), samples);

    private static LocalExecutor Executor(PlanRequest request) => new(request.DeviceQubits == 5 ? Device : new StateVectorDevice(DeviceProfile.Simulator(request.DeviceQubits)));

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Float)]
    public async Task Bits_depend_on_the_seed_and_on_no_granularity(Precision precision)
    {
        Batch batch = Angles(37);
        await using var executor = new LocalExecutor(Device);
        var plan = CutPlan.Create(Request(precision: precision));
        ForwardResult expected = await executor.SampleAsync(plan, batch, new ShotPlan(100, new Seed(5)));
        foreach (Granularity granularity in new[] { new Granularity(1, 1), new Granularity(2, 3), new Granularity(int.MaxValue, 16), new Granularity(1, 1000) })
        {
            ForwardResult other = await executor.SampleAsync(CutPlan.Create(Request(precision: precision) with { Granularity = granularity }), batch, new ShotPlan(100, new Seed(5)));
            Assert.Equal(expected.Outputs, other.Outputs);
            Assert.Equal(expected.Measured.Fragments.SelectMany(f => f), other.Measured.Fragments.SelectMany(f => f));
        }

        Assert.NotEqual(expected.Outputs, (await executor.SampleAsync(plan, batch, new ShotPlan(100, new Seed(6)))).Outputs);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Float)]
    public async Task Frequencies_are_counts_over_shots_and_those_of_every_variant_sum_to_1(Precision precision)
    {
        const int samples = 6;
        var plan = CutPlan.Create(Request(VariantChoice.Table, precision: precision));
        await using var executor = new LocalExecutor(Device);
        foreach (int shots in new[] { 1, 3, 1000, 1_000_000 })
        {
            FragmentTensors measured = (await executor.SampleAsync(plan, Angles(samples), new ShotPlan(shots, new Seed(7)))).Measured;
            for (int f = 0; f < plan.Fragments.Length; f++)
                for (int v = 0; v < plan.Fragments[f].Program.Variants.Length; v++)
                    for (int s = 0; s < samples; s++)
                    {
                        int outcomes = plan.Fragments[f].Program.OutcomeCount;
                        double[] frequencies = [.. Enumerable.Range(0, outcomes).Select(o => measured.Fragments[f][(v * outcomes + o) * samples + s])];
                        Assert.Equal(1, frequencies.Sum(), 1e-12);
                        Assert.All(frequencies, p => Assert.Equal(Math.Round(p * shots) / shots, p));
                    }
        }
    }

    public static TheoryData<string> Plans => new("minimal", "table", "paper", "strings", "probabilities", "float", "uncut");

    private static PlanRequest Named(string name) => name switch
    {
        "minimal" => Request(),
        "table" => Request(VariantChoice.Table),
        "paper" => Request(VariantChoice.Paper),
        "strings" => Request(readout: new Readout.Expectations([.. new[] { "XYZIXIIZ", "IIIZIIIZ", "YIIIXIII", "IIIIIIII" }.Select(PauliString.Parse)])),
        "probabilities" => Request(readout: new Readout.Probabilities()),
        "float" => Request(precision: Precision.Float),
        _ => Request() with { Cuts = [], DeviceQubits = 8 },
    };

    /// <summary>With three shots a product of two frequencies has much of its value from chance: were the fragments' draws not independent, it would show.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Mean_over_seeds_is_the_exact_readout(string name)
    {
        const int samples = 2, seeds = 2000;
        PlanRequest request = Named(name);
        var plan = CutPlan.Create(request);
        await using LocalExecutor executor = Executor(request);
        double[] exact = (await executor.ForwardAsync(plan, Angles(samples))).Outputs;
        var scatter = new Scatter(exact.Length);
        for (ulong seed = 0; seed < seeds; seed++) scatter.Add((await executor.SampleAsync(plan, Angles(samples), new ShotPlan(3, new Seed(8).For(seed)))).Outputs);
        double rounding = request.Precision == Precision.Float ? 1e-6 : 1e-12;
        for (int i = 0; i < exact.Length; i++)
        {
            double rare = name == "probabilities" ? exact[i] * (1 - exact[i]) / 3 : 0; // what never came up in all these shots has no scatter of its own to judge it by
            double error = Math.Sqrt(Math.Max(scatter.Variance(i), rare) / seeds);
            Assert.True(Math.Abs(scatter.Mean(i) - exact[i]) <= 4.5 * error + rounding, $"output {i} is {scatter.Mean(i)} on average instead of {exact[i]}");
        }
    }

    [Fact]
    public async Task Variance_falls_as_one_over_the_shots()
    {
        const int samples = 4, seeds = 500;
        var plan = CutPlan.Create(Request());
        await using var executor = new LocalExecutor(Device);
        var total = new double[2];
        foreach (int more in new[] { 0, 1 })
        {
            var scatter = new Scatter(samples * plan.OutputCount);
            for (ulong seed = 0; seed < seeds; seed++)
                scatter.Add((await executor.SampleAsync(plan, Angles(samples), new ShotPlan(more == 0 ? 2_000 : 32_000, new Seed(9).For(seed)))).Outputs);
            total[more] = Enumerable.Range(0, samples * plan.OutputCount).Sum(scatter.Variance);
        }

        Assert.InRange(total[0] / total[1], 16 * 0.93, 16 * 1.07);
    }

    [Fact]
    public async Task Uncut_scatter_is_that_of_a_multinomial_variate()
    {
        const int shots = 50, seeds = 4000;
        PlanRequest request = Named("uncut");
        var plan = CutPlan.Create(request);
        await using LocalExecutor executor = Executor(request);
        double[] p = (await executor.ForwardAsync(plan, Angles(1))).Outputs;
        var scatter = new Scatter(p.Length);
        for (ulong seed = 0; seed < seeds; seed++) scatter.Add((await executor.SampleAsync(plan, Angles(1), new ShotPlan(shots, new Seed(10).For(seed)))).Outputs);
        double theory = p.Sum(x => x * (1 - x) / shots);
        Assert.InRange(Enumerable.Range(0, p.Length).Sum(scatter.Variance) / theory, 0.97, 1.03);
    }

    [Fact]
    public async Task Equal_samples_of_a_batch_are_drawn_apart()
    {
        Batch one = Angles(1), twice = new(one.Weights, [.. one.Inputs, .. one.Inputs], 2);
        await using var executor = new LocalExecutor(Device);
        ForwardResult result = await executor.SampleAsync(CutPlan.Create(Request()), twice, new ShotPlan(100, default));
        Assert.NotEqual(result.Outputs[..32], result.Outputs[32..]);
    }

    [Fact]
    public async Task Shots_that_cannot_be_and_gradients_of_estimates_are_refused()
    {
        Assert.Equal("Each variant is to be run 0 times; give at least 1 shot.", Assert.Throws<ArgumentException>(() => new ShotPlan(0, default)).Message);
        var plan = CutPlan.Create(Request());
        await using var executor = new LocalExecutor(Device);
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => executor.SampleAsync(plan, Angles(1), new ShotPlan(1_000_001, default)));
        Assert.Equal("The job asks for 1000001 shots; device `five-qubit` takes 1 to 1000000 a job; share more out over several jobs with seeds of their own.", failure.Message);
        ForwardResult sampled = await executor.SampleAsync(plan, Angles(1), new ShotPlan(10, default));
        Assert.Contains("sampled with 10 shots", (await Assert.ThrowsAsync<ArgumentException>(() => executor.BackwardAsync(plan, Angles(1), sampled, new double[32]))).Message, StringComparison.Ordinal);
    }

    /// <summary>Mean and variance of many estimates of the same numbers.</summary>
    private sealed class Scatter(int length)
    {
        private readonly double[] _sums = new double[length], _squares = new double[length];
        private int _count;

        public void Add(double[] estimate)
        {
            _count++;
            for (int i = 0; i < length; i++)
            {
                _sums[i] += estimate[i];
                _squares[i] += estimate[i] * estimate[i];
            }
        }

        public double Mean(int i) => _sums[i] / _count;

        public double Variance(int i) => (_squares[i] - _sums[i] * _sums[i] / _count) / (_count - 1);
    }
}
