using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>A simulated cluster, and how long it is watched.</summary>
internal sealed record SimulationSettings
{
    public required Seed Seed { get; init; }

    /// <summary>Worker nodes, at least 1.</summary>
    public required int Workers { get; init; }

    public int DevicesPerWorker { get; init; } = 1;

    /// <summary>Jobs that a worker holds for each device, the running one included.</summary>
    public int WindowPerDevice { get; init; } = 2;

    /// <summary>What every job takes on a device.</summary>
    public required TimeSpan DeviceTime { get; init; }

    /// <summary>What every job waits in addition at its device, which is taken meanwhile; drawn by seed, step, job and attempt.</summary>
    public QueueLatency Queue { get; init; } = new QueueLatency.None();

    public LedgerSettings Ledger { get; init; } = new();

    public CoordinationCosts Costs { get; init; } = new();

    /// <summary>Runs, one after another; with a plan, as many as begin within its length.</summary>
    public int Steps { get; init; } = int.MaxValue;

    /// <summary>What goes wrong; null for nothing.</summary>
    public FaultPlan? Plan { get; init; }
}
