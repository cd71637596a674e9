using System.Collections.Immutable;

namespace QuantumCluster.Circuits;

/// <summary>
/// A circuit template: gates in order, on qubits 0 … n−1 that start in |0⟩, with angles that are constants, weights or inputs.
/// Immutable. Qubit 0 is the MOST significant bit of a basis-state index: index 6 of a three-qubit distribution is |110⟩.
/// </summary>
public sealed class Circuit
{
    /// <summary>Largest number of qubits a template may name; what a device or simulator can hold is for it to say.</summary>
    public const int QubitLimit = 4096;

    private Circuit(int qubits, int weights, int inputs, ImmutableArray<Operation> operations) =>
        (QubitCount, WeightCount, InputCount, Operations) = (qubits, weights, inputs, operations);

    public int QubitCount { get; }

    /// <summary>Length P of the weight vector.</summary>
    public int WeightCount { get; }

    /// <summary>Length F of the input vector of one sample.</summary>
    public int InputCount { get; }

    public ImmutableArray<Operation> Operations { get; }

    /// <exception cref="ArgumentException">An operation names a qubit, weight or input that the circuit does not have.</exception>
    public static Circuit Create(int qubits, int weights, int inputs, IEnumerable<Operation> operations)
    {
        if (qubits is < 1 or > QubitLimit) throw new ArgumentOutOfRangeException(nameof(qubits), qubits, $"A circuit has 1 to {QubitLimit} qubits.");
        ArgumentOutOfRangeException.ThrowIfNegative(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ImmutableArray<Operation> all = [.. operations];
        for (int i = 0; i < all.Length; i++)
        {
            Operation op = all[i];
            if (op.Target < 0 || op.Target >= qubits || op.Control >= qubits)
                throw new ArgumentException($"Operation {i} ({op}) names a qubit outside 0 to {qubits - 1}.", nameof(operations));
            int limit = op.Angle.Source switch { AngleSource.Weight => weights, AngleSource.Input => inputs, _ => int.MaxValue };
            if (op.Angle.Index >= limit)
                throw new ArgumentException($"Operation {i} ({op}) names {op.Angle}, but the circuit has {weights} weights and {inputs} inputs.", nameof(operations));
        }

        return new(qubits, weights, inputs, all);
    }

    public override string ToString() => $"{QubitCount} qubits, {Operations.Length} operations, {WeightCount} weights, {InputCount} inputs";
}
