namespace QuantumCluster.Actors.Ledger;

/// <summary>What some jobs of open runs need, and who can give it.</summary>
internal sealed class DemandEntry(Demand id)
{
    private ClassEntry? _asked;
    private bool _isMet;

    public Demand Id { get; } = id;

    /// <summary>Open runs with such jobs.</summary>
    public int Runs { get; set; }

    /// <summary>Live leases of such jobs.</summary>
    public int Live { get; set; }

    /// <summary>Registered workers that have what is needed and are not draining.</summary>
    public int Takers { get; set; }

    /// <summary>Since when there is none; null while there is.</summary>
    public TimeSpan? GoneSince { get; set; }

    /// <summary>Others may take such jobs, since those who have what is needed are gone for too long.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Such jobs wait; as of the alarms in hand.</summary>
    public bool Waits { get; set; }

    /// <summary>Since when such jobs wait and nobody who could take them does anything; null while that is not so.</summary>
    public TimeSpan? StarvingSince { get; set; }

    /// <summary>Whether workers of this class are granted such jobs. Asked for each worker and job, so what was found out last is kept.</summary>
    public bool Admits(ClassEntry devices) => IsMetBy(devices) || (IsOpen && devices.Id.Qubits >= Id.Qubits);

    public bool IsMetBy(ClassEntry devices)
    {
        if (devices != _asked) (_asked, _isMet) = (devices, Id.IsMetBy(devices.Id));
        return _isMet;
    }
}
