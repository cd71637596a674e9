using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Noise;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Shifts;

namespace QuantumCluster.Devices;

/// <summary>
/// A device with noise, emulated in its own gates and times, in one of the ways of <see cref="NoiseMethod"/>. Answers exact noisy probabilities, which
/// only a simulator can, counts, and derivatives by parameter shift; none by adjoint, as hardware. Safe for concurrent calls.
/// </summary>
public sealed class NoisyDevice : IQuantumDevice
{
    // Kept as long as the program object itself lives: who holds on to programs decides.
    private readonly ConditionalWeakTable<FragmentProgram, NoisyProgram> _ready = [];
    private readonly LaneWidth _width;
    private (long Step, DeviceNoise Noise)? _atStep;

    /// <exception cref="ArgumentException">The profile is ideal.</exception>
    public NoisyDevice(DeviceProfile profile, NoiseMethod method = NoiseMethod.TransferMatrices) : this(profile, method, LaneWidths.Widest)
    {
    }

    /// <summary>For tests: vectors of a width other than the widest give the same bits.</summary>
    internal NoisyDevice(DeviceProfile profile, NoiseMethod method, LaneWidth width)
    {
        if (profile.Noise is null) throw new ArgumentException($"Profile {profile.Name} is ideal; use a state-vector device.", nameof(profile));
        (Profile, Method, _width) = (profile, method, width);
    }

    public DeviceProfile Profile { get; }

    public NoiseMethod Method { get; }

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        if (JobCheck.Objection(Profile, program, job) is { } objection) return new JobOutcome.Refused(job.Key, objection);
        try
        {
            if (job.Ask is JobAsk.ShiftProduct shift)
            {
                var shifted = ShiftedProgram.Of(program);
                return Lend(shifted.Unshared, job.Step, run => ParameterShift.Run(shifted, run, job, shift));
            }

            return Lend(program, job.Step, run => Run(run, program, job));
        }
        catch (NotSupportedException e)
        {
            return new JobOutcome.Refused(job.Key, e.Message);
        }
    }

    private static JobOutcome Run(NoisyRun run, FragmentProgram program, FragmentJob job)
    {
        if (job.Ask is not JobAsk.Counts ask) return new JobOutcome.Evaluated(job.Key, run.Evaluate(job));
        var counts = new int[job.Key.VariantCount * program.OutcomeCount * job.Key.SampleCount];
        run.Count(job, ask, counts);
        return new JobOutcome.Counted(job.Key, counts);
    }

    private JobOutcome Lend(FragmentProgram program, long step, Func<NoisyRun, JobOutcome> use)
    {
        NoisyProgram ready = _ready.GetValue(program, p => new NoisyProgram(p, Profile, Method, _width));
        NoisyRun run = ready.Take();
        run.Noise = NoiseAt(step);
        JobOutcome outcome = use(run);
        ready.Return(run);
        return outcome;
    }

    /// <summary>The same object for the same step, so that what was made of it can stay.</summary>
    private DeviceNoise NoiseAt(long step)
    {
        if (Profile.Drift is null) return Profile.Noise!;
        lock (_ready)
        {
            if (_atStep is not { } known || known.Step != step) _atStep = known = (step, Profile.NoiseAt(step)!);
            return known.Noise;
        }
    }
}
