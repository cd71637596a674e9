using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Oracle;

/// <summary>Who guards the guard: the oracle against numbers that other people's simulators agreed on.</summary>
public class OracleTests
{
    public static TheoryData<string> Samples => ReferenceVectors.Names(_ => true);

    public static TheoryData<string> Small => ReferenceVectors.Names(s => s.Qubits == 8);

    [Theory, MemberData(nameof(Samples))]
    public void Oracle_agrees_with_the_reference_values(string name)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        ReferenceState state = Run(sample, sample.X, sample.W);
        Near.Equal(sample["marginal32"], state.Marginal([.. Enumerable.Range(sample.Qubits - 5, 5)]), 1e-12, "marginal32");
        if (sample.Has("probs256")) Near.Equal(sample["probs256"], state.Probabilities(), 1e-12, "probs256");
        if (sample.Has("expectations")) Near.Equal(sample["expectations"], [.. sample.Paulis.Select(state.Expectation)], 1e-12, "expectations");
    }

    [Theory, MemberData(nameof(Small))]
    public void Slopes_of_the_oracle_agree_with_the_reference_gradients(string name)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        double[] all = [.. sample.X, .. sample.W];
        double[] slopes = ReferenceSimulator.Slopes(all, p =>
        {
            double[] marginal = Run(sample, p[..sample.Qubits], p[sample.Qubits..]).Marginal(3, 4, 5, 6, 7);
            return marginal.Zip(sample["c"], (m, c) => m * c).Sum();
        });
        Near.Equal([.. sample["grad_x"], .. sample["grad_w"]], slopes, 1e-8, "gradient");
    }

    private static ReferenceState Run(ReferenceSample sample, double[] x, double[] w)
    {
        if (!sample.Reencoded) return ReferenceSimulator.Ladder(sample.Qubits, sample.Layers, sample.Kernel, x, w);
        var state = new ReferenceState(8);
        for (int q = 0; q < 8; q++) ReferenceSimulator.Encode(state, q, x[q]);
        for (int i = 0; i < 7; i++)
        {
            if (i == 3) ReferenceSimulator.Encode(state, 3, x[3]);
            ReferenceSimulator.ApplyKernel(state, "crz", i, i + 1, w[(5 * i)..(5 * i + 5)]);
        }

        return state;
    }
}
