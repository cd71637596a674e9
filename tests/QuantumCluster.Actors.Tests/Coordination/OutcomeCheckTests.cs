using QuantumCluster.Actors.Coordination;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Tests.Coordination;

public sealed class OutcomeCheckTests
{
    private static readonly Model Model = new("su4");
    private static readonly JobAsk Asked = new JobAsk.Probabilities();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void What_devices_answer_passes(int samples)
    {
        var device = new StateVectorDevice(DeviceProfile.FiveQubit);
        foreach (FragmentJob job in JobSplitter.Forward(Model.Plan, Model.Batch(samples, 3), default))
        {
            FragmentPlan fragment = Model.Plan.Fragments[job.Key.Fragment];
            Assert.Null(OutcomeCheck.Objection(fragment, job.Ask, device.Run(fragment.Program, job)));
            FragmentJob counting = job with { Ask = new JobAsk.Counts(100, new Seed(4)) };
            Assert.Null(OutcomeCheck.Objection(fragment, counting.Ask, device.Run(fragment.Program, counting)));
            double[] cotangents = [.. Enumerable.Range(0, fragment.Program.Variants.Length * fragment.Program.OutcomeCount * samples).Select(i => (double)i)];
            FragmentJob pulling = job with { Ask = new JobAsk.VectorJacobianProduct(cotangents) };
            Assert.Null(OutcomeCheck.Objection(fragment, pulling.Ask, device.Run(fragment.Program, pulling)));
        }
    }

    [Theory]
    [InlineData(double.NaN, "has the probability NaN")]
    [InlineData(double.PositiveInfinity, "has the probability Infinity")]
    [InlineData(-0.5, "has the probability -0.5")]
    [InlineData(1.5, "has the probability 1.5")]
    public void Number_that_is_no_probability_is_found_wherever_it_is(double bad, string objection)
    {
        foreach (int samples in new[] { 1, 4, 6 })
        {
            (FragmentPlan fragment, JobOutcome.Evaluated good) = Uniform(samples);
            for (int i = 0; i < good.Probabilities.Length; i++)
            {
                double[] numbers = [.. good.Probabilities];
                numbers[i] = bad;
                Assert.Contains(objection, OutcomeCheck.Objection(fragment, Asked, new JobOutcome.Evaluated(good.Key, numbers)));
            }
        }
    }

    [Fact]
    public void Probabilities_that_do_not_sum_to_one_are_found_and_rounding_is_not()
    {
        foreach (int samples in new[] { 1, 4, 6 })
        {
            (FragmentPlan fragment, JobOutcome.Evaluated good) = Uniform(samples);
            Assert.Null(OutcomeCheck.Objection(fragment, Asked, good));
            double[] numbers = [.. good.Probabilities];
            numbers[^1] += 1e-6;
            Assert.Null(OutcomeCheck.Objection(fragment, Asked, new JobOutcome.Evaluated(good.Key, numbers)));
            numbers[^1] += 0.01;
            Assert.Contains("sum to 1.01", OutcomeCheck.Objection(fragment, Asked, new JobOutcome.Evaluated(good.Key, numbers)));
        }
    }

    [Fact]
    public void Wrong_kinds_and_lengths_are_found()
    {
        (FragmentPlan fragment, JobOutcome.Evaluated good) = Uniform(4);
        Assert.Contains("numbers instead of", OutcomeCheck.Objection(fragment, Asked, new JobOutcome.Evaluated(good.Key, good.Probabilities[1..])));
        Assert.Equal("Differentiated was not asked for", OutcomeCheck.Objection(fragment, Asked, new JobOutcome.Differentiated(good.Key, [], [])));
        Assert.Contains("numbers instead of", OutcomeCheck.Objection(fragment, new JobAsk.VectorJacobianProduct([]), new JobOutcome.Differentiated(good.Key, [1], [])));
        var key = good.Key;
        var gradients = new double[fragment.Fragment.Inputs.Length * key.SampleCount];
        var weights = new double[fragment.Fragment.Weights.Length];
        Assert.Null(OutcomeCheck.Objection(fragment, new JobAsk.VectorJacobianProduct([]), new JobOutcome.Differentiated(key, gradients, weights)));
        gradients[^1] = double.NaN;
        Assert.Equal("the gradient of an input is NaN", OutcomeCheck.Objection(fragment, new JobAsk.VectorJacobianProduct([]), new JobOutcome.Differentiated(key, gradients, weights)));
        (gradients[^1], weights[0]) = (0, double.NegativeInfinity);
        Assert.Equal("the gradient of a weight is -Infinity", OutcomeCheck.Objection(fragment, new JobAsk.VectorJacobianProduct([]), new JobOutcome.Differentiated(key, gradients, weights)));
    }

    [Fact]
    public void Counts_must_sum_to_the_shots_and_none_be_negative()
    {
        (FragmentPlan fragment, JobOutcome.Evaluated good) = Uniform(2);
        var counts = new int[good.Probabilities.Length];
        int outcomes = fragment.Program.OutcomeCount;
        for (int v = 0; v < good.Key.VariantCount; v++)
            for (int s = 0; s < 2; s++) counts[v * outcomes * 2 + s] = 10;
        string? Objection() => OutcomeCheck.Objection(fragment, new JobAsk.Counts(10, default), new JobOutcome.Counted(good.Key, counts));
        Assert.Null(Objection());
        counts[0]--;
        Assert.Equal("the counts of variant 0 sum to 9 instead of 10 shots", Objection());
        (counts[0], counts[2]) = (11, -1);
        Assert.Equal("variant 0 has the count -1", Objection());
    }

    [Fact]
    public void Gradients_from_shots_bring_a_variance_each_and_exact_ones_none()
    {
        (FragmentPlan fragment, JobOutcome.Evaluated good) = Uniform(2);
        var outcome = new JobOutcome.Differentiated(good.Key, new double[fragment.Fragment.Inputs.Length * 2], new double[fragment.Fragment.Weights.Length]);
        double[] inputs = new double[outcome.InputGradients.Length], weights = new double[outcome.WeightPartials.Length];
        JobOutcome.Differentiated estimate = outcome with { Variances = new(inputs, weights) };
        JobAsk exact = new JobAsk.ShiftProduct([], null, default), sampled = new JobAsk.ShiftProduct([], 10, default);
        Assert.Null(OutcomeCheck.Objection(fragment, exact, outcome));
        Assert.Null(OutcomeCheck.Objection(fragment, sampled, estimate));
        Assert.Equal("its gradients are from shots and have no variances", OutcomeCheck.Objection(fragment, sampled, outcome));
        Assert.Equal("it has variances of exact gradients", OutcomeCheck.Objection(fragment, exact, estimate));
        Assert.Equal("it has variances of exact gradients", OutcomeCheck.Objection(fragment, new JobAsk.VectorJacobianProduct([]), estimate));
        Assert.Contains("variances of", OutcomeCheck.Objection(fragment, sampled, outcome with { Variances = new(inputs[1..], weights) }), StringComparison.Ordinal);
        inputs[0] = -1;
        Assert.Equal("the variance of a gradient is -1", OutcomeCheck.Objection(fragment, sampled, estimate));
        (inputs[0], weights[0]) = (0, double.NaN);
        Assert.Equal("the variance of a gradient is NaN", OutcomeCheck.Objection(fragment, sampled, estimate));
    }

    private static (FragmentPlan Fragment, JobOutcome.Evaluated Outcome) Uniform(int samples)
    {
        FragmentPlan fragment = Model.Plan.Fragments[0];
        int variants = fragment.Program.Variants.Length, outcomes = fragment.Program.OutcomeCount;
        var numbers = new double[variants * outcomes * samples];
        numbers.AsSpan().Fill(1.0 / outcomes);
        return (fragment, new JobOutcome.Evaluated(new JobKey(default, 0, 0, variants, 0, samples), numbers));
    }
}
