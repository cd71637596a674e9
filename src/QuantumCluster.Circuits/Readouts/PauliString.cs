using System.Collections.Immutable;

namespace QuantumCluster.Circuits.Readouts;

/// <summary>A tensor product of Pauli operators; the character at index q acts on qubit q.</summary>
public sealed class PauliString : IEquatable<PauliString>
{
    private PauliString(ImmutableArray<Pauli> factors) => Factors = factors;

    /// <summary>One operator per qubit, in qubit order.</summary>
    public ImmutableArray<Pauli> Factors { get; }

    /// <summary>Reads upper-case letters I, X, Y, Z.</summary>
    /// <exception cref="FormatException">Names the offending character and its position.</exception>
    public static PauliString Parse(string text)
    {
        var factors = ImmutableArray.CreateBuilder<Pauli>(text.Length);
        for (int q = 0; q < text.Length; q++)
        {
            int index = "IXYZ".IndexOf(text[q], StringComparison.Ordinal);
            if (index < 0) throw new FormatException($"Pauli string \"{text}\" has '{text[q]}' at position {q}; only I, X, Y and Z are allowed.");
            factors.Add((Pauli)index);
        }

        if (factors.Count == 0) throw new FormatException("A Pauli string needs one letter per qubit, and this one is empty.");
        return new(factors.MoveToImmutable());
    }

    public bool Equals(PauliString? other) => other is not null && Factors.AsSpan().SequenceEqual(other.Factors.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as PauliString);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Concat(Factors.Select(f => f.ToString()));
}
