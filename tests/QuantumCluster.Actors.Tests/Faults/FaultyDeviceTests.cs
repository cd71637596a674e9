using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Tests.Faults;

public sealed class FaultyDeviceTests
{
    private static readonly Model Circuit = new("su4");
    private readonly StateVectorDevice _honest = new(DeviceProfile.FiveQubit);
    private readonly DeviceFaults _faults = new(TimeProvider.System);

    [Fact]
    public void Device_is_the_device_itself_while_nothing_is_injected_and_after()
    {
        Actors.Faults.FaultyDevice device = Device();
        FragmentJob job = Jobs()[0];
        AssertSame(Run(_honest, job), Run(device, job));
        _faults.Inject(new FaultAct.Crash(0, 2), new Seed(1));
        for (int i = 0; i < 2; i++) Assert.Throws<InvalidOperationException>(() => Run(device, job));
        AssertSame(Run(_honest, job), Run(device, job));
    }

    [Fact]
    public void Corrupt_outcomes_have_a_wrong_length_or_numbers_that_cannot_be()
    {
        Actors.Faults.FaultyDevice device = Device();
        foreach (FragmentJob job in Jobs())
        {
            _faults.Inject(new FaultAct.Corrupt(0, 60), new Seed(3));
            int lengths = 0, numbers = 0;
            for (int i = 0; i < 60; i++)
            {
                double[] right = Numbers(Run(_honest, job)), wrong = Numbers(Run(device, job));
                if (wrong.Length != right.Length) lengths++;
                else if (wrong.Any(n => !double.IsFinite(n)) || (job.Ask is not JobAsk.VectorJacobianProduct && !Normalised(wrong, job))) numbers++;
                else Assert.Fail($"Nothing is wrong with what a corrupt device answers to {job.Ask}.");
            }

            Assert.True(lengths > 5 && numbers > 5, $"{lengths} wrong lengths and {numbers} wrong numbers");
        }
    }

    [Fact]
    public void Lies_look_right_and_are_wrong()
    {
        Actors.Faults.FaultyDevice device = Device();
        foreach (FragmentJob job in Jobs())
        {
            _faults.Inject(new FaultAct.Lie(0, 1), new Seed(4));
            double[] right = Numbers(Run(_honest, job)), wrong = Numbers(Run(device, job));
            Assert.Equal(right.Length, wrong.Length);
            Assert.All(wrong, n => Assert.True(double.IsFinite(n)));
            Assert.True(right.Zip(wrong).Max(p => Math.Abs(p.First - p.Second)) > 1e-3);
            if (job.Ask is not JobAsk.VectorJacobianProduct) Assert.True(Normalised(wrong, job));
        }
    }

    [Fact]
    public void Slow_device_takes_its_time_and_gives_the_same_bits()
    {
        FragmentJob job = Jobs()[0];
        Actors.Faults.FaultyDevice device = Device();
        _faults.Inject(new FaultAct.Slow(0, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(60)), new Seed(5));
        long start = TimeProvider.System.GetTimestamp();
        AssertSame(Run(_honest, job), Run(device, job));
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(55));
    }

    private Actors.Faults.FaultyDevice Device() => new(_honest, _faults, TimeProvider.System);

    /// <summary>One of each kind: probabilities, a vector-Jacobian product, counts.</summary>
    private static FragmentJob[] Jobs()
    {
        FragmentJob job = JobSplitter.Forward(Circuit.Plan, Circuit.Batch(3, 1), default)[0];
        int numbers = Circuit.Plan.Fragments[0].Program.Variants.Length * Circuit.Plan.Fragments[0].Program.OutcomeCount * 3;
        return [job, job with { Ask = new JobAsk.VectorJacobianProduct([.. Enumerable.Range(0, numbers).Select(i => 1.0 / (i + 1))]) }, job with { Ask = new JobAsk.Counts(100, new Seed(9)) }];
    }

    private static JobOutcome Run(IQuantumDevice device, FragmentJob job) => device.Run(Circuit.Plan.Fragments[0].Program, job);

    private static double[] Numbers(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Evaluated e => e.Probabilities,
        JobOutcome.Counted c => [.. c.Counts.Select(n => (double)n)],
        JobOutcome.Differentiated d => [.. d.InputGradients, .. d.WeightPartials],
        _ => throw new ArgumentException($"{outcome} has no numbers."),
    };

    private static bool Normalised(double[] numbers, FragmentJob job)
    {
        int samples = job.Key.SampleCount, outcomes = numbers.Length / job.Key.VariantCount / samples;
        double total = job.Ask is JobAsk.Counts counts ? counts.Shots[0] : 1;
        return numbers.All(n => n >= 0) && Enumerable.Range(0, job.Key.VariantCount * samples).All(i =>
            Math.Abs(Enumerable.Range(0, outcomes).Sum(o => numbers[(i / samples * outcomes + o) * samples + i % samples]) - total) < 1e-9);
    }

    private static void AssertSame(JobOutcome expected, JobOutcome actual) =>
        Assert.Equal(Numbers(expected).Select(BitConverter.DoubleToInt64Bits), Numbers(actual).Select(BitConverter.DoubleToInt64Bits));
}
