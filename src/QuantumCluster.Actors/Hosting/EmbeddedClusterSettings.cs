using QuantumCluster.Actors.Settings;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Hosting;

public sealed record EmbeddedClusterSettings
{
    /// <summary>Most worker nodes in one process.</summary>
    public const int NodeLimit = 256;

    /// <summary>Worker nodes, 1 to 256.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>Devices on each node, 1 to 64; each has a thread of its own.</summary>
    public int DevicesPerNode { get; init; } = 2;

    /// <summary>Makes device <c>d</c> of node <c>n</c>: called with (n, d), both from 0. Null: the five-qubit state-vector device.</summary>
    public Func<int, int, IQuantumDevice>? Device { get; init; }

    /// <summary>Whether devices take the time that their profile says; else they are as fast as the emulation.</summary>
    public bool EmulateTime { get; init; }

    /// <summary>Whether other devices may do jobs whose own are gone; results say so.</summary>
    public bool AllowSubstitution { get; init; }

    /// <summary>Leases, attempts, limits.</summary>
    public CoordinatorSettings Coordinator { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Puts every message between actors through the wire form and back: for tests, it costs time.</summary>
    public bool SerializeMessages { get; init; }
}
