using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Variants;

/// <summary>
/// One way to run a fragment: how each prepared qubit starts and in which basis each measured qubit is read, in the order of
/// <see cref="FragmentProgram.PreparedQubits"/> and <see cref="FragmentProgram.MeasuredQubits"/>. Compares by content.
/// </summary>
public sealed class Variant(ImmutableArray<Preparation> preparations, ImmutableArray<Basis> bases) : IEquatable<Variant>
{
    public ImmutableArray<Preparation> Preparations { get; } = preparations;

    public ImmutableArray<Basis> Bases { get; } = bases;

    public bool Equals(Variant? other) => other is not null
        && Preparations.AsSpan().SequenceEqual(other.Preparations.AsSpan()) && Bases.AsSpan().SequenceEqual(other.Bases.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Variant);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Preparation p in Preparations) hash.Add(p);
        foreach (Basis b in Bases) hash.Add(b);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(" ", Preparations)} | {string.Join(" ", Bases)}]";
}
