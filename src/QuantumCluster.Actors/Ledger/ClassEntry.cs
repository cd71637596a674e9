using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>The devices of one class, whatever worker has them, and how long they take for jobs: what is slow for one class is usual for another.</summary>
internal sealed class ClassEntry(DeviceClass id)
{
    private readonly RecentTimes _service = new(), _turnaround = new();

    public DeviceClass Id { get; } = id;

    /// <summary>What leases go by.</summary>
    public Turnaround Turnaround { get; } = new();

    /// <summary>How long a worker with jobs in hand may be silent; null while nothing has been measured.</summary>
    public TimeSpan? Silence { get; private set; }

    /// <summary>How old a lease may become at a worker that goes on answering; null while nothing has been measured.</summary>
    public TimeSpan? Age { get; private set; }

    /// <summary>Whether a worker with such devices is registered, takes jobs and is not suspect; as of the grants in hand, where any worker is suspect.</summary>
    public bool IsTrusted { get; set; }

    public void Learn(TimeSpan service, TimeSpan turnaround, LedgerSettings settings)
    {
        _service.Add(service);
        _turnaround.Add(turnaround);
        if (Silence is null) Measure(settings);
    }

    public void Measure(LedgerSettings settings)
    {
        if (_service.Usual() is not { } service || _turnaround.Usual() is not { } turnaround) return;
        TimeSpan silence = service * settings.CopyFactor;
        Silence = silence > settings.CopyFloor ? silence : settings.CopyFloor;
        TimeSpan age = turnaround * (2 * settings.CopyFactor);
        Age = age > Silence ? age : Silence;
    }
}
