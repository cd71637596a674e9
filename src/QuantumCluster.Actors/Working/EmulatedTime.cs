using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Actors.Working;

/// <summary>How long the processor that a worker emulates takes for its jobs. No result depends on it.</summary>
public sealed class EmulatedTime
{
    /// <summary>Longer than any lease; a timer goes no further.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    private readonly DeviceProfile? _profile;
    private readonly TimeSpan _least;

    private EmulatedTime(DeviceProfile? profile, TimeSpan least) => (_profile, _least) = (profile, least);

    /// <summary>Null when devices answer as soon as their emulation is done.</summary>
    public static EmulatedTime? Of(DeviceProfile profile, WorkerSettings settings)
    {
        bool byProfile = settings.EmulateTime && (profile.HasDurations || profile.QueueLatency is not QueueLatency.None);
        return byProfile || settings.ServiceTime > TimeSpan.Zero ? new(byProfile ? profile : null, settings.ServiceTime) : null;
    }

    /// <summary>What the job takes, given what became of it: what is refused takes no device.</summary>
    public TimeSpan Service(FragmentProgram program, FragmentJob job, JobOutcome outcome)
    {
        if (_profile is null || outcome is JobOutcome.Refused or JobOutcome.Faulted) return _least;
        TimeSpan time = _profile.TimeOf(program, job);
        return time < Longest ? time + _least : Longest;
    }

    /// <summary>How long the job waits at the door. A copy or another attempt waits anew.</summary>
    public TimeSpan Wait(LeasedJob leased)
    {
        if (_profile is null) return TimeSpan.Zero;
        JobKey key = leased.Job.Key;
        Seed drawn = new Seed(key.Run.Session).For((ulong)key.Run.Number).For((ulong)key.Fragment).For((ulong)key.FirstVariant).For((ulong)key.FirstSample).For((ulong)leased.Attempt);
        return _profile.QueueLatency.Draw(drawn.Generator());
    }
}
