namespace QuantumCluster.Actors.Ledger;

/// <summary>What some jobs of open runs need, and who can give it.</summary>
internal sealed class DemandEntry(Demand id)
{
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

    public bool Admits(ClassEntry devices) => Id.IsMetBy(devices.Id) || (IsOpen && devices.Id.Qubits >= Id.Qubits);
}
