using System.Collections.Immutable;

namespace QuantumCluster.Actors.Management;

/// <summary>A worker as it sees itself.</summary>
/// <param name="Node">HOST:PORT that it listens at.</param>
/// <param name="JobsInHand">Jobs granted to it whose outcomes it has not reported.</param>
public sealed record WorkerReport(string Node, WorkerState State, int JobsInHand, ImmutableArray<DeviceReport> Devices);

public enum WorkerState
{
    /// <summary>No coordinator has taken it yet, or the one that had is gone.</summary>
    Unregistered,
    /// <summary>It takes jobs.</summary>
    Registered,
    /// <summary>It finishes what it holds and takes no more.</summary>
    Draining,
    /// <summary>It holds no job and takes none.</summary>
    Drained,
}

/// <param name="Profile">Name of the device's kind.</param>
/// <param name="Qubits">The widest program that it runs.</param>
/// <param name="Jobs">Jobs run since the node's start.</param>
/// <param name="ServiceSeconds">Time that these took it, in all.</param>
public sealed record DeviceReport(string Profile, int Qubits, long Jobs, double ServiceSeconds);
