namespace QuantumCluster.Actors.Faults;

/// <summary>What can be done to a cluster. In files and reports the names are in lower case.</summary>
public enum FaultKind
{
    /// <summary>SIGKILL of a worker; whoever supervises it starts it again.</summary>
    Kill,
    /// <summary>SIGSTOP of a worker, and SIGCONT after a while.</summary>
    Stop,
    /// <summary>A worker cut off from all others for a while: what is sent arrives when the cut heals, as over TCP.</summary>
    Partition,
    /// <summary>Messages from and to a worker are lost.</summary>
    Drop,
    /// <summary>Noise on the wire in place of what a worker sends.</summary>
    Garble,
    /// <summary>A device that takes its time.</summary>
    Slow,
    /// <summary>A device that throws.</summary>
    Crash,
    /// <summary>A device whose outcomes cannot be right: wrong length, not a number, not normalised.</summary>
    Corrupt,
    /// <summary>A device whose outcomes could be right and are not.</summary>
    Lie,
    /// <summary>A worker joins.</summary>
    Add,
    /// <summary>A worker is asked to leave, by SIGTERM.</summary>
    Drain,
    /// <summary>SIGKILL of the coordinator that holds the seat.</summary>
    Coordinator,
}
