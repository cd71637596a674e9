using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Tests;

/// <summary>A device that goes wrong by a plan: what happens at a call depends on the seed and the number of the call, on nothing else.</summary>
internal sealed class FaultyDevice(Func<KeyedRandom, int, FaultyDevice.Mishap> plan, Seed seed, CancellationToken release) : IQuantumDevice
{
    private readonly StateVectorDevice _device = new(DeviceProfile.FiveQubit);
    private readonly KeyedRandom _random = seed.Generator();
    private int _calls;

    public enum Mishap
    {
        None,
        Throw,
        Fault,
        Refuse,
        WrongLength,
        /// <summary>Numbers that can be true, and are not.</summary>
        Lie,
        /// <summary>No answer until the test ends.</summary>
        Hang,
    }

    public DeviceProfile Profile => _device.Profile;

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        switch (plan(_random, _calls++))
        {
            case Mishap.Throw: throw new InvalidOperationException("the device burnt out");
            case Mishap.Fault: return new JobOutcome.Faulted(job.Key, "decoherence");
            case Mishap.Refuse: return new JobOutcome.Refused(job.Key, "too wide");
            case Mishap.WrongLength: return new JobOutcome.Evaluated(job.Key, [1]);
            case Mishap.Hang:
                release.WaitHandle.WaitOne();
                return new JobOutcome.Faulted(job.Key, "released");
            case Mishap.Lie: return Lied(_device.Run(program, job));
            default: return _device.Run(program, job);
        }
    }

    /// <summary>The outcomes in another order, or gradients a little larger.</summary>
    private static JobOutcome Lied(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Evaluated e => new JobOutcome.Evaluated(e.Key, Reversed(e.Probabilities, e.Key)),
        JobOutcome.Differentiated d => new JobOutcome.Differentiated(d.Key, [.. d.InputGradients.Select(g => g * 1.5)], [.. d.WeightPartials.Select(g => g * 1.5)]),
        _ => outcome,
    };

    private static double[] Reversed(double[] probabilities, JobKey key)
    {
        int outcomes = probabilities.Length / key.VariantCount / key.SampleCount;
        var reversed = new double[probabilities.Length];
        for (int v = 0; v < key.VariantCount; v++)
            for (int o = 0; o < outcomes; o++)
                probabilities.AsSpan((v * outcomes + o) * key.SampleCount, key.SampleCount).CopyTo(reversed.AsSpan((v * outcomes + outcomes - 1 - o) * key.SampleCount));
        return reversed;
    }
}
