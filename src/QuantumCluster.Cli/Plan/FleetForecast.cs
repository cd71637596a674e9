using System.Collections.Immutable;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Experiments.Fleets;

namespace QuantumCluster.Cli.Plan;

/// <summary>What a step would cost on a fleet by each policy, and what it did cost, if it was tried.</summary>
/// <param name="Passes">Of the step, one after the other.</param>
/// <param name="Placements">One for each policy.</param>
internal sealed record FleetForecast(ImmutableArray<DeviceGroup> Fleet, IReadOnlyList<Pass> Passes, PlacementPolicy Policy, ImmutableArray<Placement> Placements)
{
    public Placement Chosen => Placements.First(p => p.Policy == Policy);

    public TrialResult? Happened { get; init; }

    public static string Name(PlacementPolicy policy) => policy switch
    {
        PlacementPolicy.Fastest => "fastest",
        PlacementPolicy.LeastError => "least-error",
        _ => "balanced",
    };
}
