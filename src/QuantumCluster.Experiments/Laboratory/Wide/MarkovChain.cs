namespace QuantumCluster.Experiments.Laboratory.Wide;

/// <summary>
/// What a one-layer <c>crz</c> ladder of any width gives, without any amplitude: a qubit whose kernel is done only controls, so the bits
/// b0, b1, … form a classical Markov chain. Shares nothing with devices and reconstruction.
/// </summary>
internal static class MarkovChain
{
    /// <param name="inputs">[qubits], radians.</param>
    /// <param name="weights">[qubits − 1, 5], kernel after kernel, radians.</param>
    /// <returns>⟨Z_q⟩ of every qubit q.</returns>
    public static double[] ExpectationsOfZ(double[] inputs, double[] weights)
    {
        var z = new double[inputs.Length];
        (double up, double down) = Encoded(inputs[0]);
        double zero = up * up;
        z[0] = 2 * zero - 1;
        for (int q = 1; q < z.Length; q++)
        {
            ReadOnlySpan<double> w = weights.AsSpan(5 * (q - 1), 5);
            (up, down) = Encoded(inputs[q]);
            // Control 0: RZ(w0), RY(w2), RY(w3). Control 1: RZ(w0 + w1) up to a phase, RY(w2), X, RY(w3) = RY(w2 − w3), then X. The last CRZ moves no probability.
            double ifZero = Rotated(up, down, w[0], w[2] + w[3]), ifOne = 1 - Rotated(up, down, w[0] + w[1], w[2] - w[3]);
            zero = zero * ifZero + (1 - zero) * ifOne;
            z[q] = 2 * zero - 1;
        }

        return z;
    }

    /// <summary>Amplitudes of |0⟩ and |1⟩ after H and RY(x).</summary>
    private static (double Up, double Down) Encoded(double x) => (Math.Cos(x / 2 + Math.PI / 4), Math.Sin(x / 2 + Math.PI / 4));

    /// <summary>Probability of 0 after a relative phase and RY(angle).</summary>
    private static double Rotated(double up, double down, double phase, double angle)
    {
        double c = Math.Cos(angle / 2), s = Math.Sin(angle / 2);
        return c * c * up * up + s * s * down * down - 2 * c * s * up * down * Math.Cos(phase);
    }
}
