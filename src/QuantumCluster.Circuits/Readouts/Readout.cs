using System.Collections.Immutable;

namespace QuantumCluster.Circuits.Readouts;

/// <summary>What is asked of a circuit's final state: exactly one of <see cref="Probabilities"/>, <see cref="Marginal"/>, <see cref="Expectations"/>.</summary>
public abstract record Readout
{
    private Readout() { }

    /// <summary>Numbers per sample that this readout gives on a circuit of <paramref name="qubits"/> qubits.</summary>
    public abstract int OutputCount(int qubits);

    /// <exception cref="ArgumentException">The readout names a qubit that the circuit does not have, or a string of another length.</exception>
    public abstract void RequireFits(int qubits);

    /// <summary>All 2^n probabilities, indexed by basis state with qubit 0 as the most significant bit.</summary>
    public sealed record Probabilities : Readout
    {
        /// <summary>Most qubits for which all probabilities may be asked.</summary>
        public const int QubitLimit = 24;

        public override int OutputCount(int qubits) => 1 << qubits;

        public override void RequireFits(int qubits)
        {
            if (qubits > QubitLimit)
                throw new ArgumentException($"All probabilities of {qubits} qubits are 2^{qubits} numbers; ask at most {QubitLimit} qubits, or a marginal.");
        }
    }

    /// <summary>The distribution of some qubits, bits in the order listed: the first listed qubit is the most significant bit.</summary>
    public sealed record Marginal : Readout
    {
        public Marginal(params ImmutableArray<int> qubits)
        {
            if (qubits.IsDefaultOrEmpty) throw new ArgumentException("A marginal needs at least one qubit.", nameof(qubits));
            if (qubits.Length > Probabilities.QubitLimit) throw new ArgumentException($"A marginal of {qubits.Length} qubits has 2^{qubits.Length} numbers; at most {Probabilities.QubitLimit} qubits.", nameof(qubits));
            if (qubits.Distinct().Count() != qubits.Length) throw new ArgumentException($"A marginal lists each qubit once; got [{string.Join(", ", qubits)}].", nameof(qubits));
            Qubits = qubits;
        }

        public ImmutableArray<int> Qubits { get; }

        public override int OutputCount(int qubits) => 1 << Qubits.Length;

        public override void RequireFits(int qubits)
        {
            foreach (int q in Qubits)
                if (q < 0 || q >= qubits) throw new ArgumentException($"The marginal names qubit {q}; the circuit has qubits 0 to {qubits - 1}.");
        }

        public bool Equals(Marginal? other) => other is not null && Qubits.AsSpan().SequenceEqual(other.Qubits.AsSpan());

        public override int GetHashCode() => Qubits.Aggregate(17, HashCode.Combine);
    }

    /// <summary>Expectation values of Pauli strings, each in [−1, 1], in the order listed.</summary>
    public sealed record Expectations : Readout
    {
        public Expectations(params ImmutableArray<PauliString> strings)
        {
            if (strings.IsDefaultOrEmpty) throw new ArgumentException("An expectation readout needs at least one Pauli string.", nameof(strings));
            Strings = strings;
        }

        public ImmutableArray<PauliString> Strings { get; }

        public override int OutputCount(int qubits) => Strings.Length;

        public override void RequireFits(int qubits)
        {
            foreach (PauliString s in Strings)
                if (s.Factors.Length != qubits) throw new ArgumentException($"Pauli string \"{s}\" has {s.Factors.Length} letters; the circuit has {qubits} qubits.");
        }

        public bool Equals(Expectations? other) => other is not null && Strings.AsSpan().SequenceEqual(other.Strings.AsSpan());

        public override int GetHashCode() => Strings.Aggregate(17, HashCode.Combine);
    }
}
