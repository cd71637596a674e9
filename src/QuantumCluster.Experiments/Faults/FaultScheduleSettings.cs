using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Faults;

public sealed record FaultScheduleSettings
{
    public Seed Seed { get; init; } = new(1);

    /// <summary>At least a millisecond for each fault.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Faults in all; at least as many as kinds.</summary>
    public int Count { get; init; } = 50;

    /// <summary>Each once. Add and Drain come together or not at all.</summary>
    public ImmutableArray<FaultKind> Kinds { get; init; } = [.. Enum.GetValues<FaultKind>()];

    /// <summary>Workers that are always there, at least 1.</summary>
    public int Workers { get; init; } = 3;

    /// <summary>Workers that come and go; at least 1 when Add is among the kinds.</summary>
    public int Spares { get; init; } = 1;

    /// <summary>Devices of each worker, at least 1.</summary>
    public int Devices { get; init; } = 2;

    /// <summary>How many faults of each kind there are at least: one in twenty, or as many as can be where there are more than twenty kinds' worth.</summary>
    public int LeastOfEach => Math.Min(Math.Max(1, Count / 20), Count / Math.Max(1, Kinds.Length));

    internal void RequireValid()
    {
        if (Kinds.IsEmpty || Kinds.Distinct().Count() != Kinds.Length) throw new ArgumentException("A plan has at least one kind of fault, and names each once.");
        if (Count < Kinds.Length) throw new ArgumentException($"{Count} faults are too few for {Kinds.Length} kinds; ask for one of each at least.");
        if (Length.TotalMilliseconds < Count || Length > FaultPlanText.LongestPlan)
            throw new ArgumentException($"A plan of {Count} faults lasts {Count} ms to {FaultPlanText.LongestPlan.TotalDays:0} days, not {Length.TotalSeconds:0.###} s.");
        if (Workers < 1 || Spares < 0 || Workers + Spares > FaultPlanText.NodeLimit)
            throw new ArgumentException($"A plan has 1 to {FaultPlanText.NodeLimit} workers, spares included; {Workers} and {Spares} were given.");
        if (Devices is < 1 or > FaultPlanText.DeviceLimit) throw new ArgumentException($"A worker has 1 to {FaultPlanText.DeviceLimit} devices, not {Devices}.");
        if (Kinds.Contains(FaultKind.Add) != Kinds.Contains(FaultKind.Drain)) throw new ArgumentException("Workers that join must leave, and the other way round: give add and drain together.");
        if (Kinds.Contains(FaultKind.Add) && Spares < 1) throw new ArgumentException("Workers join and leave only where there are spares; ask for one at least.");
    }
}
