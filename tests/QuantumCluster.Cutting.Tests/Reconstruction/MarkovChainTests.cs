using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

/// <summary>
/// A second oracle that knows no amplitudes. With one layer of crz each qubit, once its kernel is done, only ever controls, so the
/// distribution of all bits is a classical Markov chain: p(b0) Π P(b(i+1) | b(i)).
/// </summary>
public class MarkovChainTests
{
    [Fact]
    public void One_layer_of_crz_is_a_classical_Markov_chain()
    {
        foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
            for (ulong trial = 0; trial < 10; trial++)
            {
                KeyedRandom random = new Seed(401).For(trial).Generator();
                double[] w = random.Angles(35), x = random.Angles(8);
                Near.Equal(Chain(x, w), Laboratory.Outputs(TestCuts.OneLayer("crz", new Readout.Probabilities(), choice), w, x), 1e-12, choice.ToString());
            }
    }

    [Fact]
    public void Gradients_of_the_chain_are_those_of_the_cut_circuit()
    {
        KeyedRandom random = new Seed(402).Generator();
        double[] w = random.Angles(35), x = random.Angles(8), cotangent = random.Gaussians(256);
        double[] slopes = ReferenceSimulator.Slopes([.. x, .. w], p => Chain(p[..8], p[8..]).Zip(cotangent, (a, b) => a * b).Sum());
        var gradients = Laboratory.Run(TestCuts.OneLayer("crz", new Readout.Probabilities(), VariantChoice.Minimal), w, x, cotangent).Gradients;
        Near.Equal(slopes, [.. gradients.Inputs, .. gradients.Weights], 1e-8);
    }

    private static double[] Chain(double[] x, double[] w)
    {
        var p = new double[256];
        for (int k = 0; k < 256; k++)
        {
            p[k] = Probability(Zero(x[0]), k >> 7);
            for (int i = 0; i < 7; i++)
                p[k] *= Probability(Zero(x[i + 1], (k >> (7 - i)) % 2, w[(5 * i)..(5 * i + 5)]), (k >> (6 - i)) % 2);
        }

        return p;
    }

    private static double Probability(double zero, int bit) => bit == 0 ? zero : 1 - zero;

    /// <summary>H, then RY(x): amplitudes u, v of |0⟩ and |1⟩.</summary>
    private static (double U, double V) Encoded(double x) => (Math.Cos(x / 2 + Math.PI / 4), Math.Sin(x / 2 + Math.PI / 4));

    private static double Zero(double x) => Encoded(x).U * Encoded(x).U;

    /// <summary>
    /// P(0 | control) of a qubit encoded by x. Control 0: phases w0, then RY(w2 + w3). Control 1: phases w0 + w1, RY(w2), X, RY(w3),
    /// and since RY(w3) X = X RY(−w3): RY(w2 − w3) and then X, which exchanges 0 and 1.
    /// </summary>
    private static double Zero(double x, int control, double[] w)
    {
        (double u, double v) = Encoded(x);
        double phase = control == 0 ? w[0] : w[0] + w[1], half = (control == 0 ? w[2] + w[3] : w[2] - w[3]) / 2;
        double c = Math.Cos(half), s = Math.Sin(half);
        double zero = c * c * u * u + s * s * v * v - 2 * c * s * u * v * Math.Cos(phase);
        return control == 0 ? zero : 1 - zero;
    }
}
