using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests.Jobs;

public class JobSplitterTests
{
    private static readonly RunId Run = new(7, 3);

    [Fact]
    public void Jobs_cover_every_variant_and_sample_of_every_fragment_once()
    {
        foreach (Granularity granularity in new[] { Granularity.Exact, Granularity.Spread, new Granularity(3, 10), new Granularity(1, 1), new Granularity(int.MaxValue, int.MaxValue) })
        {
            CutPlan plan = Plan(granularity);
            Batch batch = ABatch(100);
            var seen = new HashSet<(int, int, int)>();
            foreach (FragmentJob job in JobSplitter.Forward(plan, batch, Run))
            {
                Assert.Equal(Run, job.Key.Run);
                Assert.Equal(plan.Fragments[job.Key.Fragment].Program.Hash, job.Program);
                for (int v = job.Key.FirstVariant; v < job.Key.FirstVariant + job.Key.VariantCount; v++)
                    for (int s = job.Key.FirstSample; s < job.Key.FirstSample + job.Key.SampleCount; s++)
                        Assert.True(seen.Add((job.Key.Fragment, v, s)), $"{job.Key} covers variant {v}, sample {s} again");
                Assert.True(job.Key.SampleCount <= granularity.SamplesPerJob && job.Key.VariantCount <= granularity.VariantsPerJob);
            }

            Assert.Equal(plan.VariantCount * 100, seen.Count);
        }
    }

    [Fact]
    public void Jobs_with_shots_are_the_same_blocks_and_each_fragment_has_a_seed_of_its_own()
    {
        CutPlan plan = Plan(new Granularity(2, 10));
        var shots = new ShotPlan(500, new Seed(17));
        var exact = JobSplitter.Forward(plan, ABatch(25), Run);
        var jobs = JobSplitter.Counts(plan, ABatch(25), shots, Run);
        Assert.Equal(exact.Select(j => (j.Key, j.Program)), jobs.Select(j => (j.Key, j.Program)));
        Assert.All(jobs, j => Assert.Equal(shots.Ask(j.Key.Fragment), j.Ask));
        Assert.All(jobs, j => Assert.Equal(500, ((JobAsk.Counts)j.Ask).Shots[0]));
        Assert.Equal(2, jobs.Select(j => ((JobAsk.Counts)j.Ask).Seed).Distinct().Count());
    }

    [Fact]
    public void Jobs_carry_the_shots_of_their_own_variants()
    {
        CutPlan plan = Plan(new Granularity(2, 10));
        VariantShots[] of = [.. plan.Fragments.Select((f, i) => new VariantShots([.. Enumerable.Range(0, f.Program.Variants.Length).Select(v => 100 * (i + 1) + v)]))];
        var jobs = JobSplitter.Counts(plan, ABatch(25), new ShotPlan([.. of], new Seed(17)), Run);
        Assert.All(jobs, j => Assert.Equal(
            Enumerable.Range(0, j.Key.VariantCount).Select(v => 100 * (j.Key.Fragment + 1) + j.Key.FirstVariant + v),
            Enumerable.Range(0, j.Key.VariantCount).Select(v => ((JobAsk.Counts)j.Ask).Shots[v])));
        Assert.Contains("Fragment 1 has", Assert.Throws<ArgumentException>(() => JobSplitter.Counts(plan, ABatch(1), new ShotPlan([of[0], of[0]], default), Run)).Message, StringComparison.Ordinal);
        Assert.Contains("shots for 3", Assert.Throws<ArgumentException>(() => JobSplitter.Counts(plan, ABatch(1), new ShotPlan([1, 2, 3], default), Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_job_carries_its_own_share_of_weights_and_inputs()
    {
        CutPlan plan = Plan(new Granularity(int.MaxValue, 10));
        Batch batch = ABatch(25);
        foreach (FragmentJob job in JobSplitter.Forward(plan, batch, Run))
        {
            var fragment = plan.Fragments[job.Key.Fragment].Fragment;
            Assert.Equal(fragment.Weights.Select(w => batch.Weights[w]), job.Weights);
            for (int i = 0; i < fragment.Inputs.Length; i++)
                for (int s = 0; s < job.Key.SampleCount; s++)
                    Assert.Equal(batch.Inputs[(job.Key.FirstSample + s) * 8 + fragment.Inputs[i]], job.Inputs[i * job.Key.SampleCount + s]);
        }
    }

    [Fact]
    public void No_message_grows_beyond_its_limit_whatever_the_granularity_says()
    {
        CutPlan plan = Plan(new Granularity(int.MaxValue, int.MaxValue));
        Batch batch = ABatch(2_000);
        var forward = JobSplitter.Forward(plan, batch, Run);
        Assert.All(forward, j => Assert.True(j.Inputs.Length + j.Key.VariantCount * plan.Fragments[j.Key.Fragment].Program.OutcomeCount * j.Key.SampleCount <= Granularity.NumbersPerMessage));
        var cotangents = new FragmentTensors([.. plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * 2_000])], 2_000);
        var backward = JobSplitter.Backward(plan, batch, cotangents, Run);
        Assert.All(backward, j => Assert.True(j.Inputs.Length + ((JobAsk.VectorJacobianProduct)j.Ask).Cotangents.Length <= Granularity.NumbersPerMessage));
        Assert.All(backward, j => Assert.Equal(plan.Fragments[j.Key.Fragment].Program.Variants.Length, j.Key.VariantCount));
    }

    [Fact]
    public void Batch_that_does_not_fit_the_circuit_is_refused_with_both_numbers()
    {
        CutPlan plan = Plan(Granularity.Exact);
        var e = Assert.Throws<ArgumentException>(() => JobSplitter.Forward(plan, new Batch(new double[34], new double[8], 1), Run));
        Assert.Equal("The circuit takes 35 weights; 34 were given.", e.Message);
        e = Assert.Throws<ArgumentException>(() => JobSplitter.Forward(plan, new Batch(new double[35], new double[14], 2), Run));
        Assert.Equal("The circuit takes 8 inputs for each of 2 samples; 14 numbers were given.", e.Message);
    }

    [Fact]
    public void Batch_with_numbers_that_are_none_is_refused_with_the_place()
    {
        Assert.Contains("weight at position 1 is NaN", Assert.Throws<ArgumentException>(() => new Batch([0, double.NaN], [0], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("input at position 2", Assert.Throws<ArgumentException>(() => new Batch([0], [0, 0, double.PositiveInfinity, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Batch([0], [0, 0, 0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batch([0], [], 0));
    }

    private static CutPlan Plan(Granularity granularity) =>
        CutPlan.Create(TestCuts.OneLayer("crz", new Readout.Probabilities(), VariantChoice.Minimal) with { Granularity = granularity });

    private static Batch ABatch(int samples)
    {
        KeyedRandom random = new Seed(601).Generator();
        return new Batch(random.Angles(35), random.Angles(8 * samples), samples);
    }
}
