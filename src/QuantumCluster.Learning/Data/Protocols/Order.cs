using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Data.Protocols;

internal static class Order
{
    /// <summary>The items in an order that the seed alone decides.</summary>
    public static ImmutableArray<int> Shuffled(IEnumerable<int> items, Seed seed)
    {
        int[] all = [.. items];
        seed.Generator().Shuffle(all.AsSpan());
        return [.. all];
    }
}
