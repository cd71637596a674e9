using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Circuits.Kernels;

/// <summary>
/// The matrix-product-state ladder (paper, figure 3): on every qubit q first H, then RY(x_q); then, per layer, one kernel on
/// (0,1), (1,2), … (n−2,n−1) in that order. Weights are flattened layer by layer, kernel by kernel.
/// </summary>
public sealed record Ladder
{
    public Ladder(int qubits, int layers, Kernel kernel)
    {
        if (qubits is < 2 or > Circuits.Circuit.QubitLimit)
            throw new ArgumentOutOfRangeException(nameof(qubits), qubits, $"A ladder has 2 to {Circuits.Circuit.QubitLimit} qubits.");
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (Qubits, Layers, Kernel) = (qubits, layers, kernel);
    }

    public int Qubits { get; }

    public int Layers { get; }

    public Kernel Kernel { get; }

    /// <summary>Layers × (qubits − 1) × the kernel's weights.</summary>
    public int WeightCount => Layers * (Qubits - 1) * Kernel.WeightCount;

    /// <summary>Index of the first operation of the kernel on (<paramref name="upper"/>, upper + 1) in <paramref name="layer"/>: where a cut of its upper wire goes.</summary>
    public int FirstOperationOf(int layer, int upper) =>
        2 * Qubits + (layer * (Qubits - 1) + upper) * Kernel.On(0, 1, 0).Count();

    public Circuit ToCircuit()
    {
        List<Operation> operations = [.. Enumerable.Range(0, Qubits).SelectMany(Encoding)];
        for (int layer = 0; layer < Layers; layer++)
            for (int a = 0; a + 1 < Qubits; a++)
                operations.AddRange(Kernel.On(a, a + 1, (layer * (Qubits - 1) + a) * Kernel.WeightCount));
        return Circuits.Circuit.Create(Qubits, WeightCount, Qubits, operations);
    }

    /// <summary>
    /// Another circuit than <see cref="ToCircuit"/>: the first layer's kernel on (<paramref name="upper"/>, upper + 1) finds its upper qubit encoded a
    /// second time. That is what comes of encoding a cut wire again after preparing it; the input acts twice, and no cut is to blame for the difference.
    /// </summary>
    /// <param name="upper">1 to qubits − 2: a qubit between two kernels. The second encoding begins at <see cref="FirstOperationOf"/>(0, upper).</param>
    public Circuit ToCircuitWithReupload(int upper)
    {
        if (upper < 1 || upper > Qubits - 2)
            throw new ArgumentOutOfRangeException(nameof(upper), upper, $"A qubit between two kernels of this ladder is 1 to {Qubits - 2}.");
        Circuit plain = ToCircuit();
        return Circuits.Circuit.Create(Qubits, WeightCount, Qubits, plain.Operations.InsertRange(FirstOperationOf(0, upper), Encoding(upper)));
    }

    private static Operation[] Encoding(int qubit) => [Operation.On(Gate.H, qubit), Operation.On(Gate.RY, qubit, Angle.Input(qubit))];

    /// <summary>Weights drawn from U(−π/4, π/4), in the flattened order.</summary>
    public double[] InitialWeights(Seed seed)
    {
        KeyedRandom random = seed.Generator();
        var weights = new double[WeightCount];
        for (int i = 0; i < weights.Length; i++) weights[i] = random.NextDouble(-Math.PI / 4, Math.PI / 4);
        return weights;
    }
}
