using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
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

    [Fact]
    public void Sixty_four_qubits_on_five_qubit_devices_give_the_chains_expectations_and_gradients()
    {
        const int qubits = 64;
        var ladder = new Ladder(qubits, 1, Kernel.Crz);
        KeyedRandom random = new Seed(403).Generator();
        double[] w = random.Angles(ladder.WeightCount), x = random.Angles(qubits), cotangent = random.Gaussians(qubits);
        var eachZ = new Readout.Expectations([.. Enumerable.Range(0, qubits).Select(q => PauliString.Parse(new string('I', q) + "Z" + new string('I', qubits - 1 - q)))]);
        foreach (VariantChoice choice in new[] { VariantChoice.Auto, VariantChoice.Minimal })
        {
            var found = Laboratory.Run(new PlanRequest(ladder.ToCircuit(), eachZ, LadderCuts.Along(ladder, 5), choice, 5, Granularity.Exact), w, x, cotangent);
            Near.Equal([.. Zeros(x, w).Select(p => 2 * p - 1)], found.Outputs, 1e-12, choice.ToString());
            double[] slopes = ReferenceSimulator.Slopes([.. x, .. w], p => Zeros(p[..qubits], p[qubits..]).Zip(cotangent, (zero, c) => (2 * zero - 1) * c).Sum());
            Near.Equal(slopes, [.. found.Gradients.Inputs, .. found.Gradients.Weights], 1e-7);
        }
    }

    [Fact]
    public void Five_neighbours_at_the_end_of_sixty_four_have_the_chains_distribution()
    {
        const int qubits = 64;
        var ladder = new Ladder(qubits, 1, Kernel.Crz);
        KeyedRandom random = new Seed(404).Generator();
        double[] w = random.Angles(ladder.WeightCount), x = random.Angles(qubits), expected = new double[32];
        double zero = Zeros(x, w)[59];
        for (int k = 0; k < 32; k++)
        {
            expected[k] = Probability(zero, k >> 4);
            for (int i = 0; i < 4; i++) expected[k] *= Probability(Zero(x[60 + i], (k >> (4 - i)) % 2, w[(5 * (59 + i))..(5 * (60 + i))]), (k >> (3 - i)) % 2);
        }

        var request = new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(59, 60, 61, 62, 63), LadderCuts.Along(ladder, 5), VariantChoice.Minimal, 5, Granularity.Exact);
        Near.Equal(expected, Laboratory.Outputs(request, w, x), 1e-12);
    }

    /// <summary>P(qubit i is 0) for every i.</summary>
    private static double[] Zeros(double[] x, double[] w)
    {
        var zeros = new double[x.Length];
        zeros[0] = Zero(x[0]);
        for (int i = 1; i < x.Length; i++)
        {
            double[] kernel = w[(5 * (i - 1))..(5 * i)];
            zeros[i] = zeros[i - 1] * Zero(x[i], 0, kernel) + (1 - zeros[i - 1]) * Zero(x[i], 1, kernel);
        }

        return zeros;
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
