using System.Buffers.Binary;
using System.Security.Cryptography;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shots;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Shots;

public sealed class CountsTests
{
    private const int Samples = 37;

    private static readonly JobAsk.Counts Ask = new(1000, new Seed(11));

    /// <summary>One program that fuses into blocks, and one that runs gate by gate.</summary>
    public static TheoryData<bool> Ways => new() { true, false };

    private static FragmentProgram Program(bool isFused)
    {
        if (!isFused) return Dense(4, 1); // qubit 1 is prepared and encoded: no block can hold that
        Circuit ladder = new Ladder(4, 1, Kernel.Su4).ToCircuit();
        IEnumerable<Operation> unencoded = ladder.Operations.Where(o => o.Target != 0 || o.Control >= 0 || (o.Gate != Gate.H && o.Angle.Source != AngleSource.Input));
        return new FragmentProgram(Circuit.Create(4, ladder.WeightCount, ladder.InputCount, unencoded), [0], [3, 1, 2],
            [.. from p in Enum.GetValues<Preparation>() from b in Enum.GetValues<Basis>() select new Variant([p], [b, Basis.Z, Basis.Z])]);
    }

    private static FragmentJob Whole(FragmentProgram program, JobAsk ask) =>
        Job(program, Draw(1, program.Circuit.WeightCount), Draw(2, program.Circuit.InputCount * Samples), Samples, ask);

    private static int[] Counts(FragmentProgram program, FragmentJob job, StateVectorDevice? device = null) =>
        Assert.IsType<JobOutcome.Counted>((device ?? Device).Run(program, job)).Counts;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_two_programs_run_in_two_ways(bool isFused) => Assert.Equal(isFused, ReadyProgram.Of(Program(isFused)).Fused is not null);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Counts_of_every_variant_and_sample_sum_to_the_shots(bool isFused)
    {
        FragmentProgram program = Program(isFused);
        foreach (int shots in new[] { 1, 2, 17, 1000, 1_000_000 })
        {
            int[] counts = Counts(program, Whole(program, Ask with { Shots = shots }));
            Assert.All(counts, c => Assert.InRange(c, 0, shots));
            for (int v = 0; v < program.Variants.Length; v++)
                for (int s = 0; s < Samples; s++)
                    Assert.Equal(shots, Enumerable.Range(0, program.OutcomeCount).Sum(o => counts[(v * program.OutcomeCount + o) * Samples + s]));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Counts_of_a_variant_depend_on_its_own_shots_alone(bool isFused)
    {
        FragmentProgram program = Program(isFused);
        int variants = program.Variants.Length, numbers = program.OutcomeCount * Samples;
        var each = new VariantShots([.. Enumerable.Range(0, variants).Select(v => 1 + 7 * v)]);
        int[] counts = Counts(program, Whole(program, Ask with { Shots = each }));
        for (int v = 0; v < variants; v++)
            Assert.Equal(Counts(program, Whole(program, Ask with { Shots = 1 + 7 * v }))[(v * numbers)..((v + 1) * numbers)], counts[(v * numbers)..((v + 1) * numbers)]);
        var refused = Assert.IsType<JobOutcome.Refused>(Device.Run(program, Whole(program, Ask with { Shots = each.Slice(0, 2) })));
        Assert.Contains("shots for 2 variants", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Counts_follow_the_exact_probabilities(bool isFused)
    {
        FragmentProgram program = Program(isFused);
        FragmentJob job = Whole(program, Ask);
        double[] p = Probabilities(program, job with { Ask = new JobAsk.Probabilities() });
        const int repeats = 40;
        var seen = new long[p.Length];
        for (int r = 0; r < repeats; r++)
        {
            int[] counts = Counts(program, job with { Ask = Ask with { Seed = new Seed(12).For((ulong)r) } });
            for (int i = 0; i < counts.Length; i++) seen[i] += counts[i];
        }

        for (int v = 0; v < program.Variants.Length; v++)
            for (int s = 0; s < Samples; s++)
            {
                int[] cells = [.. Enumerable.Range(0, program.OutcomeCount).Select(o => (v * program.OutcomeCount + o) * Samples + s)];
                Assert.InRange(Goodness.PValue([.. cells.Select(i => repeats * Ask.Shots[0] * p[i])], [.. cells.Select(i => seen[i])]), 1e-6, 1);
            }
    }

    [Fact]
    public void Counts_of_two_outcomes_vary_together_as_a_multinomial()
    {
        double[] p = [0.1, 0.35, 0.05, 0.5];
        const int shots = 200, draws = 40_000;
        int[] counts = new int[4 * draws];
        double[] columns = [.. p.SelectMany(x => Enumerable.Repeat(x, draws))];
        new ShotSampler(4).Count(new(shots, new Seed(3)), new JobKey(default, 0, 0, 1, 0, draws), columns, draws, 0, draws, counts);
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
            {
                double expected = shots * ((i == j ? p[i] : 0) - p[i] * p[j]);
                double seen = Enumerable.Range(0, draws).Average(d => (counts[i * draws + d] - shots * p[i]) * (counts[j * draws + d] - shots * p[j]));
                double scale = shots * Math.Sqrt(p[i] * p[j]); // no less than the deviation of one product
                Assert.InRange(seen - expected, -6 * scale / Math.Sqrt(draws), 6 * scale / Math.Sqrt(draws));
            }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Bits_do_not_depend_on_how_a_run_is_shared_out(bool isFused)
    {
        FragmentProgram program = Program(isFused);
        FragmentJob whole = Whole(program, Ask);
        int[] expected = Counts(program, whole);
        int outcomes = program.OutcomeCount;
        foreach (int perJob in new[] { 1, 3, 8, 16, Samples })
            foreach (int variants in new[] { 1, 2, 5 })
                for (int v = 0; v < program.Variants.Length; v += variants)
                    for (int first = 0; first < Samples; first += perJob)
                    {
                        int count = Math.Min(perJob, Samples - first), rows = Math.Min(variants, program.Variants.Length - v);
                        var key = whole.Key with { FirstVariant = v, VariantCount = rows, FirstSample = first, SampleCount = count };
                        int[] part = Counts(program, whole with { Key = key, Inputs = Columns(whole.Inputs, Samples, first, count) });
                        for (int r = 0; r < rows * outcomes; r++)
                            Assert.Equal(expected.AsSpan((v * outcomes + r) * Samples + first, count), part.AsSpan(r * count, count));
                    }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Bits_do_not_depend_on_the_vector_width(bool isFused)
    {
        FragmentProgram program = Program(isFused);
        int[][] counts = [.. Enum.GetValues<LaneWidth>().Select(w => Counts(program, Whole(program, Ask), new StateVectorDevice(DeviceProfile.FiveQubit, w)))];
        Assert.All(counts, c => Assert.Equal(counts[0], c));
    }

    [Theory]
    [InlineData(true, "2e85dcd00c050b5e")]
    [InlineData(false, "a70fca3dcfd366b4")]
    public void Bits_are_those_of_every_other_machine(bool isFused, string digest)
    {
        // Also with DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0. Change it only when the order of draws or of operations is changed on purpose.
        FragmentProgram program = Program(isFused);
        int[] counts = [.. new[] { 3, 1000, 30_000 }.SelectMany(shots => Counts(program, Whole(program, Ask with { Shots = shots })))];
        var bytes = new byte[4 * counts.Length];
        for (int i = 0; i < counts.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), counts[i]);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
    }

    [Fact]
    public void Another_seed_variant_or_sample_has_chance_of_its_own()
    {
        const int samples = 8;
        double[] uniform = [.. Enumerable.Repeat(1 / 16.0, 16 * samples * 2)];
        int[] Of(ulong seed)
        {
            var counts = new int[uniform.Length];
            new ShotSampler(16).Count(new(1000, new Seed(seed)), new JobKey(default, 0, 0, 2, 0, samples), uniform, samples, 0, samples, counts);
            return counts;
        }

        string[] columns = [.. new[] { Of(1), Of(2) }.SelectMany(c => Enumerable.Range(0, 2 * samples).Select(i =>
            string.Join(' ', Enumerable.Range(0, 16).Select(o => c[(i / samples * 16 + o) * samples + i % samples]))))];
        Assert.Equal(columns.Length, columns.Distinct().Count());
    }

    [Theory]
    [InlineData(new[] { 0.25, 0.25, 0.5, 1e-17 })]
    [InlineData(new[] { -1e-17, 1.0000000000000002, 0, -0.0 })]
    [InlineData(new[] { 0.3333333333333334, 0.3333333333333334, 0.3333333333333334, -1e-16 })]
    [InlineData(new[] { 1e-300, double.Epsilon, 0.9999999999999998, 0 })]
    [InlineData(new double[] { 0, 0, 0, 1 })]
    [InlineData(new double[] { 1, 0, 0, 0 })]
    public void Rounding_of_probabilities_neither_loses_nor_invents_shots(double[] p)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var counts = new int[p.Length];
            new ShotSampler(p.Length).Count(new(1_000_000, new Seed((ulong)seed)), new JobKey(default, 0, 0, 1, 0, 1), p, 1, 0, 1, counts);
            Assert.Equal(1_000_000, counts.Sum());
            Assert.All(p.Zip(counts), x => Assert.InRange(x.Second, 0, x.First <= 1e-16 ? 0 : 1_000_000));
        }
    }

    [Fact]
    public void Nothing_is_allocated_in_the_steady_state()
    {
        FragmentProgram program = Program(true);
        FragmentJob job = Whole(program, Ask);
        var counts = new int[program.Variants.Length * program.OutcomeCount * Samples];
        long allocated = long.MaxValue;
        for (int i = 0; i < 50 && allocated > 0; i++) // the first calls make buffers, and the compiler allocates now and then
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(Device.Count(program, job, counts));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(Counts(program, job), counts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Shots_that_cannot_be_have_no_value(int shots)
    {
        Assert.Equal($"Each variant is to be run {shots} times; give at least 1 shot.", Assert.Throws<ArgumentException>(() => new VariantShots(shots)).Message);
        Assert.Throws<ArgumentException>(() => new VariantShots([5, shots]));
        Assert.Throws<ArgumentException>(() => new VariantShots([]));
    }

    [Fact]
    public void More_shots_than_the_device_takes_are_refused()
    {
        const int shots = 1_000_001;
        FragmentProgram program = Program(true);
        FragmentJob job = Whole(program, Ask with { Shots = shots });
        string sentence = $"The job asks for {shots} shots; device `five-qubit` takes 1 to 1000000 a job; share more out over several jobs with seeds of their own.";
        Assert.Equal(sentence, Assert.IsType<JobOutcome.Refused>(Device.Run(program, job)).Reason);
        Assert.Equal(sentence, Device.Count(program, job, [])!.Reason);
        var one = new VariantShots([.. Enumerable.Range(0, program.Variants.Length).Select(v => v == 3 ? shots : 10)]);
        Assert.Equal(sentence, Assert.IsType<JobOutcome.Refused>(Device.Run(program, job with { Ask = Ask with { Shots = one } })).Reason);
    }

    [Fact]
    public void Counting_needs_room_for_all_counts_and_a_job_that_asks_for_them()
    {
        FragmentProgram program = Program(true);
        Assert.Contains("there is room for 5", Assert.Throws<ArgumentException>(() => Device.Count(program, Whole(program, Ask), new int[5])).Message, StringComparison.Ordinal);
        Assert.Contains("does not ask for counts", Assert.Throws<ArgumentException>(() => Device.Count(program, Whole(program, new JobAsk.Probabilities()), [])).Message, StringComparison.Ordinal);
    }
}
