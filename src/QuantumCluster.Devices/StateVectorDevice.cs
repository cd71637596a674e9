using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shifts;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices;

/// <summary>
/// A noiseless emulation: exact probabilities and vector-Jacobian products from state vectors, and counts drawn from the probabilities. Stateless between jobs save for programs
/// that it has compiled, so it is safe for concurrent calls.
/// </summary>
public sealed class StateVectorDevice : IQuantumDevice
{
    public StateVectorDevice(DeviceProfile profile) : this(profile, LaneWidths.Widest)
    {
    }

    /// <summary>For tests: vectors of a width other than the widest give the same bits.</summary>
    internal StateVectorDevice(DeviceProfile profile, LaneWidth width) => (Profile, Width) = (profile, width);

    public DeviceProfile Profile { get; }

    internal LaneWidth Width { get; }

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        if (JobCheck.Objection(Profile, program, job) is { } objection) return new JobOutcome.Refused(job.Key, objection);
        try
        {
            var ready = ReadyProgram.Of(program);
            if (job.Ask is JobAsk.Counts ask)
            {
                var counts = new int[job.Key.VariantCount * program.OutcomeCount * job.Key.SampleCount];
                Count(program, ready, job, ask, counts);
                return new JobOutcome.Counted(job.Key, counts);
            }

            if (job.Ask is JobAsk.ShiftProduct shift) return Shift(ShiftedProgram.Of(program), job, shift);
            if (ready.Fused is { } fused) return fused.Run(job, Width);
            return ready.ByGates(Width).Run(job);
        }
        catch (NotSupportedException e)
        {
            return new JobOutcome.Refused(job.Key, e.Message);
        }
    }

    /// <summary>
    /// <see cref="Run"/> for a job that asks for counts, into memory of the caller's: nothing is allocated in the steady state by programs
    /// that fuse into blocks.
    /// </summary>
    /// <param name="counts">[variant of the job, outcome, sample of the job]; overwritten unless the job is refused.</param>
    /// <returns>Null when the counts are there.</returns>
    /// <exception cref="ArgumentException">The job asks for something else, or <paramref name="counts"/> has another length.</exception>
    public JobOutcome.Refused? Count(FragmentProgram program, FragmentJob job, Span<int> counts)
    {
        if (job.Ask is not JobAsk.Counts ask) throw new ArgumentException("The job does not ask for counts; run it with Run.", nameof(job));
        if (JobCheck.Objection(Profile, program, job) is { } objection) return new(job.Key, objection);
        int expected = job.Key.VariantCount * program.OutcomeCount * job.Key.SampleCount;
        if (counts.Length != expected) throw new ArgumentException($"The job has {expected} counts; there is room for {counts.Length}.", nameof(counts));
        try
        {
            Count(program, ReadyProgram.Of(program), job, ask, counts);
            return null;
        }
        catch (NotSupportedException e)
        {
            return new(job.Key, e.Message);
        }
    }

    private JobOutcome.Differentiated Shift(ShiftedProgram program, FragmentJob job, JobAsk.ShiftProduct ask)
    {
        var ready = ReadyProgram.Of(program.Unshared);
        return ready.Fused is { } fused
            ? fused.Lend(Width, source => ParameterShift.Run(program, source, job, ask))
            : ParameterShift.Run(program, ready.ByGates(Width), job, ask);
    }

    private void Count(FragmentProgram program, ReadyProgram ready, FragmentJob job, JobAsk.Counts ask, Span<int> counts)
    {
        if (ready.Fused is { } fused)
        {
            fused.Count(job, ask, counts, Width);
            return;
        }

        double[] probabilities = ready.ByGates(Width).Evaluate(job);
        new ShotSampler(program.OutcomeCount).Count(ask, job.Key, probabilities, job.Key.SampleCount, 0, job.Key.SampleCount, counts);
    }
}
