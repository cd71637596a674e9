namespace QuantumCluster.Oracle;

/// <summary>The ladder circuits, from their definition: H and RY(x_q) on each qubit, then kernels down the ladder, layer by layer.</summary>
public static class ReferenceSimulator
{
    /// <summary>Weights of one kernel.</summary>
    public static int KernelWeights(string kernel) => kernel switch
    {
        "crz" or "cry" => 5,
        "canonical" => 3,
        "su4" => 11,
        _ => throw new ArgumentException($"The oracle knows no kernel {kernel}."),
    };

    public static ReferenceState Ladder(int qubits, int layers, string kernel, IReadOnlyList<double> x, IReadOnlyList<double> w)
    {
        int each = KernelWeights(kernel);
        if (x.Count != qubits || w.Count != layers * (qubits - 1) * each) throw new ArgumentException($"{x.Count} inputs and {w.Count} weights.");
        var state = new ReferenceState(qubits);
        for (int q = 0; q < qubits; q++) Encode(state, q, x[q]);
        for (int layer = 0; layer < layers; layer++)
            for (int i = 0; i < qubits - 1; i++)
                ApplyKernel(state, kernel, i, i + 1, [.. w.Skip((layer * (qubits - 1) + i) * each).Take(each)]);
        return state;
    }

    public static void Encode(ReferenceState state, int qubit, double x) => state.Apply("H", 0, qubit).Apply("RY", x, qubit);

    public static void ApplyKernel(ReferenceState state, string kernel, int a, int b, double[] w)
    {
        switch (kernel)
        {
            case "crz":
                state.Apply("RZ", w[0], b).Apply("CRZ", w[1], a, b).Apply("RY", w[2], b).Apply("CNOT", 0, a, b).Apply("RY", w[3], b).Apply("CRZ", w[4], a, b);
                break;
            case "cry":
                state.Apply("RZ", w[0], b).Apply("CRY", w[1], a, b).Apply("RY", w[2], b).Apply("CNOT", 0, a, b).Apply("RY", w[3], b).Apply("CRY", w[4], a, b);
                break;
            case "canonical":
                state.Apply("RZ", -Math.PI / 2, b).Apply("CNOT", 0, b, a).Apply("RZ", w[0], a).Apply("RY", w[1], b)
                    .Apply("CNOT", 0, a, b).Apply("RY", w[2], b).Apply("CNOT", 0, b, a).Apply("RZ", Math.PI / 2, a);
                break;
            case "su4":
                state.Apply("RY", w[0], a).Apply("RZ", w[1], a).Apply("RY", w[2], b).Apply("RZ", w[3], b);
                ApplyKernel(state, "canonical", a, b, w[4..7]);
                state.Apply("RY", w[7], a).Apply("RZ", w[8], a).Apply("RY", w[9], b).Apply("RZ", w[10], b);
                break;
            default:
                throw new ArgumentException($"The oracle knows no kernel {kernel}.");
        }
    }

    /// <summary>∂f/∂p_i by central differences.</summary>
    public static double[] Slopes(double[] parameters, Func<double[], double> f, double step = 1e-5)
    {
        var slopes = new double[parameters.Length];
        for (int i = 0; i < slopes.Length; i++)
        {
            double[] up = [.. parameters], down = [.. parameters];
            up[i] += step;
            down[i] -= step;
            slopes[i] = (f(up) - f(down)) / (up[i] - down[i]);
        }

        return slopes;
    }
}
