using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Devices;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Jobs;

public class AssemblyTests
{
    private const int Samples = 21;
    private static readonly CutPlan Plan = CutPlan.Create(TestCuts.OneLayer("canonical", new Readout.Probabilities(), VariantChoice.Minimal) with { Granularity = new Granularity(2, 5) });
    private static readonly StateVectorDevice Device = new(DeviceProfile.FiveQubit);
    private static readonly Batch ABatch = new(new Seed(701).Generator().Angles(21), new Seed(702).Generator().Angles(8 * Samples), Samples);

    [Fact]
    public void Outcomes_find_their_places_by_key_in_any_order_of_arrival()
    {
        FragmentTensors expected = ReferenceFragments.Run(Plan, ABatch);
        double[] cotangents = new Seed(703).Generator().Gaussians(Samples * 256);
        LayerGradients? first = null;
        for (ulong order = 0; order < 4; order++)
        {
            var forward = new ForwardAssembly(Plan, Samples);
            foreach (JobOutcome outcome in Shuffled(JobSplitter.Forward(Plan, ABatch, default), order)) forward.Add((JobOutcome.Evaluated)outcome);
            FragmentTensors measured = forward.ToTensors();
            for (int f = 0; f < 2; f++) Near.Equal(expected.Fragments[f], measured.Fragments[f], 1e-13, $"fragment {f}");

            var backward = new BackwardAssembly(Plan, Samples);
            FragmentTensors pulled = Contraction.Transpose(Plan, measured, cotangents);
            foreach (JobOutcome outcome in Shuffled(JobSplitter.Backward(Plan, ABatch, pulled, default), order)) backward.Add((JobOutcome.Differentiated)outcome);
            LayerGradients gradients = backward.ToGradients();
            first ??= gradients;
            Near.SameBits(first.Inputs, gradients.Inputs);
            Near.SameBits(first.Weights, gradients.Weights);
        }
    }

    [Fact]
    public void Counts_become_frequencies_at_their_places_in_any_order_of_arrival()
    {
        var shots = new ShotPlan(64, new Seed(706));
        FragmentTensors? first = null;
        for (ulong order = 0; order < 3; order++)
        {
            var assembly = new ForwardAssembly(Plan, Samples);
            foreach (JobOutcome outcome in Shuffled(JobSplitter.Counts(Plan, ABatch, shots, default), order)) assembly.Add((JobOutcome.Counted)outcome, shots);
            first ??= assembly.ToTensors();
            for (int f = 0; f < 2; f++) Near.SameBits(first.Fragments[f], assembly.ToTensors().Fragments[f]);
        }

        FragmentJob last = JobSplitter.Counts(Plan, ABatch, shots, default)[^1];
        int[] counts = ((JobOutcome.Counted)Device.Run(Plan.Fragments[1].Program, last)).Counts;
        int samples = last.Key.SampleCount;
        double[] placed = [.. Enumerable.Range(0, counts.Length / samples).Reverse().Select(r => first!.Fragments[1][^(1 + r * Samples)])]; // the batch's last sample
        Assert.Equal(Enumerable.Range(0, counts.Length / samples).Select(r => counts[r * samples + samples - 1] / 64.0), placed);
    }

    [Fact]
    public void Outcome_of_another_length_than_its_key_says_is_refused()
    {
        var key = new JobKey(default, 0, 0, 2, 0, 5);
        Assert.Contains("instead of 160", Assert.Throws<ArgumentException>(() => new ForwardAssembly(Plan, Samples).Add(new JobOutcome.Evaluated(key, new double[159]))).Message, StringComparison.Ordinal);
        Assert.Contains("instead of 160", Assert.Throws<ArgumentException>(() => new ForwardAssembly(Plan, Samples).Add(new JobOutcome.Counted(key, new int[161]), new ShotPlan(1, default))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BackwardAssembly(Plan, Samples).Add(new JobOutcome.Differentiated(key, new double[3], new double[3])));
    }

    [Fact]
    public void Transpose_is_the_transpose_of_the_contraction()
    {
        // d/dt <c, Contract(m + t·d)> at 0 must be <Transpose(m, c), d> for any direction d.
        foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
        {
            PlanRequest[] requests =
            [
                TestCuts.OneLayer("crz", new Readout.Probabilities(), choice), TestCuts.OneLayer("su4", ReferenceReadouts.Paulis("XXZYIIIX", "IIIZZIII"), choice),
                TestCuts.OneLayer("canonical", new Readout.Marginal(6, 1, 3), choice, 4, 2, 5),
            ];
            foreach (CutPlan plan in requests.Select(CutPlan.Create))
            {
                KeyedRandom random = new Seed(704).Generator();
                FragmentTensors at = Draw(plan, random), direction = Draw(plan, random);
                double[] c = random.Gaussians(3 * plan.OutputCount);
                double slope = ReferenceSimulator.Slopes([0], t => Dot(c, Contraction.Contract(plan, Along(at, direction, t[0]))), 1e-4)[0];
                FragmentTensors pulled = Contraction.Transpose(plan, at, c);
                double product = Enumerable.Range(0, plan.Fragments.Length).Sum(f => Dot(pulled.Fragments[f], direction.Fragments[f]));
                Assert.Equal(slope, product, 1e-5 * Math.Max(1, Math.Abs(slope)));
            }
        }
    }

    private static IEnumerable<JobOutcome> Shuffled(ImmutableArray<FragmentJob> jobs, ulong order)
    {
        FragmentJob[] shuffled = [.. jobs];
        new Seed(705).For(order).Generator().Shuffle<FragmentJob>(shuffled);
        return shuffled.Select(j => Device.Run(Plan.Fragments[j.Key.Fragment].Program, j));
    }

    private static FragmentTensors Draw(CutPlan plan, KeyedRandom random) =>
        new([.. plan.Fragments.Select(f => random.Gaussians(f.Program.Variants.Length * f.Program.OutcomeCount * 3))], 3);

    private static FragmentTensors Along(FragmentTensors at, FragmentTensors direction, double t) =>
        new([.. at.Fragments.Zip(direction.Fragments, (a, d) => a.Zip(d, (x, y) => x + t * y).ToArray())], at.Samples);

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
