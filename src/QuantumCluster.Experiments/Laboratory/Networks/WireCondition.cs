namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>What a wire does to packets.</summary>
/// <param name="Delay">One way; not below zero.</param>
/// <param name="Loss">Chance that a packet is lost, 0 to 1.</param>
internal sealed record WireCondition(TimeSpan Delay, double Loss)
{
    public static WireCondition Ideal { get; } = new(TimeSpan.Zero, 0);
}
