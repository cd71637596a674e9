using System.Collections.Immutable;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>The network under one training.</summary>
/// <param name="Partition">How long the first worker is cut off in the middle; zero for not at all.</param>
internal sealed record NetworkCase(string Name, WireCondition Wire, TimeSpan Partition)
{
    public static ImmutableArray<NetworkCase> All(bool quick) =>
    [
        .. new[] { 0, 5, 20, 50 }.Select(ms => new NetworkCase(FormattableString.Invariant($"{ms} ms"), Delayed(ms, 0), TimeSpan.Zero)),
        .. (quick ? [0.01, 0.05] : new[] { 0.01, 0.02, 0.05, 0.1 }).Select(loss => new NetworkCase(FormattableString.Invariant($"5 ms, {loss:P0} lost"), Delayed(5, loss), TimeSpan.Zero)),
        new("5 ms, partition", Delayed(5, 0), TimeSpan.FromSeconds(quick ? 2 : 5)),
    ];

    public double DelayMilliseconds => Wire.Delay.TotalMilliseconds;

    private static WireCondition Delayed(double milliseconds, double loss) => new(TimeSpan.FromMilliseconds(milliseconds), loss);
}
