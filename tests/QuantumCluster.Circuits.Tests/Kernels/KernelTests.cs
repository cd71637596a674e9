using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Oracle;

namespace QuantumCluster.Circuits.Tests.Kernels;

public class KernelTests
{
    public static TheoryData<string> Names => [.. Kernel.All.Select(k => k.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Kernel_does_to_a_state_what_its_definition_says(string name)
    {
        Kernel kernel = Kernel.Named(name)!;
        Assert.Equal(ReferenceSimulator.KernelWeights(name), kernel.WeightCount);
        for (ulong trial = 0; trial < 4; trial++)
        {
            KeyedRandom random = new Seed(5).For(name).For(trial).Generator();
            double[] w = [.. Enumerable.Range(0, kernel.WeightCount + 2).Select(_ => random.NextDouble(-3, 3))];
            // On qubits (2, 0) of three, weights from the third on: neither place nor offset may be taken for granted.
            Circuit circuit = Circuit.Create(3, w.Length, 0, kernel.On(2, 0, 2));
            ReferenceState start = Start(random), expected = start.Copy(), actual = ReferenceCircuits.Apply(start, circuit, [], w);
            ReferenceSimulator.ApplyKernel(expected, name, 2, 0, w[2..]);
            for (int k = 0; k < 8; k++) Assert.True((expected.Amplitudes[k] - actual.Amplitudes[k]).Magnitude < 1e-14);
        }
    }

    [Fact]
    public void Canonical_kernel_at_zero_weights_is_a_swap()
    {
        Circuit circuit = Circuit.Create(2, 3, 0, Kernel.Canonical.On(0, 1, 0));
        KeyedRandom random = new Seed(6).Generator();
        double p = random.NextDouble(0.5, 2.5), q = random.NextDouble(0.5, 2.5);
        var state = ReferenceCircuits.Apply(new ReferenceState(2).Apply("RY", p, 0).Apply("RY", q, 1), circuit, [], [0, 0, 0]);
        Near.Equal(new ReferenceState(2).Apply("RY", q, 0).Apply("RY", p, 1).Probabilities(), state.Probabilities(), 1e-15);
    }

    [Fact]
    public void Upper_qubit_of_crz_and_cry_only_controls()
    {
        foreach (Kernel kernel in new[] { Kernel.Crz, Kernel.Cry }) Assert.All(kernel.On(0, 1, 0), o => Assert.True(o.IsDiagonalOn(0)));
        foreach (Kernel kernel in new[] { Kernel.Canonical, Kernel.Su4 }) Assert.Contains(kernel.On(0, 1, 0), o => !o.IsDiagonalOn(0));
    }

    [Fact]
    public void Name_that_is_no_kernel_finds_none()
    {
        Assert.Null(Kernel.Named("CRZ"));
        Assert.Null(Kernel.Named(""));
        Assert.Equal(Kernel.All.Length, Kernel.All.Select(k => k.Name).Distinct().Count());
    }

    private static ReferenceState Start(KeyedRandom random)
    {
        var state = new ReferenceState(3);
        for (int q = 0; q < 3; q++) state.Apply("RY", random.NextDouble(-3, 3), q).Apply("RZ", random.NextDouble(-3, 3), q).Apply("RX", random.NextDouble(-3, 3), q);
        return state.Apply("CNOT", 0, 0, 1).Apply("CNOT", 0, 1, 2).Apply("RY", random.NextDouble(-3, 3), 2);
    }
}
