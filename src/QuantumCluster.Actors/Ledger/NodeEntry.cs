namespace QuantumCluster.Actors.Ledger;

/// <summary>A worker node by its name, through all its lives: what it is trusted with.</summary>
/// <param name="number">Counts nodes from 1.</param>
internal sealed class NodeEntry(string name, int number)
{
    public string Name { get; } = name;
    public int Number { get; } = number;

    /// <summary>Its present life; null while it is not registered.</summary>
    public WorkerEntry? Worker { get; set; }

    /// <summary>Outcomes that cannot be true, and refusals of what others did.</summary>
    public int Offences { get; set; }

    /// <summary>Its accepted outcomes that nobody checked, in open and complete runs.</summary>
    public long Unverified { get; set; }

    /// <summary>Why it is not listened to any more; null while it is.</summary>
    public string? Quarantine { get; set; }
}
