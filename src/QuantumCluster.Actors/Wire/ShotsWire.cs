using System.Collections.Immutable;
using System.Runtime.Serialization;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Wire;

/// <summary>Shot numbers ↔ their wire form: one number where all are alike.</summary>
internal static class ShotsWire
{
    public static V1.Shots ToWire(ImmutableArray<VariantShots> shots, Seed seed)
    {
        var wire = new V1.Shots { Seed = seed.Value };
        if (shots is [{ Variants: null } all]) wire.Count = all.Most;
        else
            foreach (VariantShots fragment in shots)
                wire.Each.Add(Packed.Integers([.. Enumerable.Range(0, fragment.Variants ?? 1).Select(v => fragment[v])]));
        return wire;
    }

    /// <exception cref="SerializationException">There is no shot, or the bytes are no numbers.</exception>
    public static ImmutableArray<VariantShots> FromWire(V1.Shots wire)
    {
        try
        {
            return wire.Each.Count == 0
                ? [new VariantShots(wire.Count)]
                : [.. wire.Each.Select(bytes => Packed.Integers(bytes, "each") is [int all] ? new VariantShots(all) : new VariantShots([.. Packed.Integers(bytes, "each")]))];
        }
        catch (ArgumentException e)
        {
            throw new SerializationException($"The shots are not legal: {e.Message}", e);
        }
    }

    /// <exception cref="SerializationException">As above; or the numbers are not those of the job's variants.</exception>
    public static VariantShots OfJob(V1.Shots wire, JobKey key) => FromWire(wire) is [{ } one] && (one.Variants is null || one.Variants == key.VariantCount)
        ? one
        : throw new SerializationException($"The shots of {key} are not those of {key.VariantCount} variants.");
}
