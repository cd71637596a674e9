using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>The network under one training.</summary>
/// <param name="Faults">Partitions of workers, in time from the second step of the second epoch on; null for none.</param>
internal sealed record NetworkCase(string Name, WireCondition Wire, FaultPlan? Faults)
{
    public static ImmutableArray<NetworkCase> All(bool quick, Seed seed) =>
    [
        .. new[] { 0, 5, 20, 50 }.Select(ms => new NetworkCase(FormattableString.Invariant($"{ms} ms"), Delayed(ms, 0), null)),
        .. (quick ? [0.01, 0.05] : new[] { 0.01, 0.02, 0.05, 0.1 }).Select(loss => new NetworkCase(FormattableString.Invariant($"5 ms, {loss:P0} lost"), Delayed(5, loss), null)),
        new("5 ms, partition", Delayed(5, 0), Cut(seed, TimeSpan.FromSeconds(quick ? 2 : 5))),
    ];

    public double DelayMilliseconds => Wire.Delay.TotalMilliseconds;

    /// <summary>The first of two workers, at once.</summary>
    private static FaultPlan Cut(Seed seed, TimeSpan time) => new(seed, time, 2, 0, [new Fault(TimeSpan.Zero, 0, new FaultAct.Partition(time))]);

    private static WireCondition Delayed(double milliseconds, double loss) => new(TimeSpan.FromMilliseconds(milliseconds), loss);
}
