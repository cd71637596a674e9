using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.StateVectors;

namespace QuantumCluster.Devices.Tests.StateVectors;

public sealed class CompiledGateTests
{
    private const int Qubits = 3;
    private const double Theta = 0.83;

    public static TheoryData<byte, int, int> Placements()
    {
        var data = new TheoryData<byte, int, int>();
        foreach (Gate gate in Gate.All)
            for (int target = 0; target < Qubits; target++)
                for (int control = gate.Controls - 1; control < (gate.Controls == 0 ? 0 : Qubits); control++)
                    if (control != target) data.Add(gate.Code, control, target);
        return data;
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void Gate_multiplies_by_its_matrix_in_the_table(byte code, int control, int target)
    {
        Gate gate = Gate.WithCode(code)!;
        Complex[] start = RandomState(1);
        Complex[] expected = Multiply(gate.Matrix(Theta), control, target, start, keepOthers: true);
        (CompiledGate<Lanes256> compiled, AngleTable<Lanes256> angles) = Compile(gate, control, target);
        Lanes256[] state = Lanes(start);
        compiled.Apply(state, angles);
        AssertClose(expected, state);
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void Undoing_a_gate_returns_to_the_start(byte code, int control, int target)
    {
        Complex[] start = RandomState(2);
        (CompiledGate<Lanes256> compiled, AngleTable<Lanes256> angles) = Compile(Gate.WithCode(code)!, control, target);
        Lanes256[] state = Lanes(start);
        compiled.Apply(state, angles);
        compiled.Undo(state, angles);
        AssertClose(start, state);
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void Gradient_is_the_overlap_with_the_derivative_in_the_table(byte code, int control, int target)
    {
        Gate gate = Gate.WithCode(code)!;
        Complex[] start = RandomState(3), cotangent = RandomState(4);
        Complex[] change = Multiply(gate.Derivative(Theta), control, target, start, keepOthers: false);
        double expected = cotangent.Zip(change, (l, d) => (Complex.Conjugate(l) * d).Real).Sum();

        (CompiledGate<Lanes256> compiled, AngleTable<Lanes256> angles) = Compile(gate, control, target);
        Lanes256[] state = Lanes(start);
        compiled.Apply(state, angles);
        var gradients = new Lanes256[1];
        compiled.Retrace(state, Lanes(cotangent), angles, gradients);
        Assert.Equal(expected, Lanes256.Get(in gradients[0], 0), 1e-14);
        AssertClose(start, state);
    }

    [Fact]
    public void Derivatives_in_the_table_agree_with_central_differences()
    {
        const double h = 1e-5;
        foreach (Gate gate in Gate.All.Where(g => g.HasAngle))
            foreach (double theta in new[] { -2.9, 0, 0.4, 5.5 })
            {
                Matrix2 above = gate.Matrix(theta + h), below = gate.Matrix(theta - h), derivative = gate.Derivative(theta);
                foreach (var (up, down, d) in new[]
                {
                    (above.M00, below.M00, derivative.M00), (above.M01, below.M01, derivative.M01),
                    (above.M10, below.M10, derivative.M10), (above.M11, below.M11, derivative.M11),
                }) Assert.True(((up - down) / (2 * h) - d).Magnitude < 1e-10, $"{gate} at {theta}");
            }
    }

    private static (CompiledGate<Lanes256> Gate, AngleTable<Lanes256> Angles) Compile(Gate gate, int control, int target)
    {
        Angle angle = gate.HasAngle ? Angle.Weight(0) : default;
        Operation operation = control < 0 ? Operation.On(gate, target, angle) : Operation.Controlled(gate, control, target, angle);
        var layout = new AngleLayout(Circuit.Create(Qubits, 1, 0, [operation]));
        var angles = new AngleTable<Lanes256>(layout);
        angles.LoadWeights([Theta]);
        return (CompiledGate<Lanes256>.Of(operation, new PairWalk(Qubits, Qubits - 1 - target, control < 0 ? -1 : Qubits - 1 - control), layout), angles);
    }

    private static Complex[] RandomState(ulong seed)
    {
        KeyedRandom random = new Seed(seed).Generator();
        return [.. Enumerable.Range(0, 1 << Qubits).Select(_ => new Complex(random.NextGaussian(), random.NextGaussian()))];
    }

    /// <summary>Sums over matrix elements by basis state; without <paramref name="keepOthers"/> what the control leaves alone becomes zero.</summary>
    private static Complex[] Multiply(Matrix2 m, int control, int target, Complex[] state, bool keepOthers)
    {
        int Bit(int index, int qubit) => (index >> (Qubits - 1 - qubit)) & 1;
        var result = new Complex[state.Length];
        for (int i = 0; i < state.Length; i++)
        {
            if (control >= 0 && Bit(i, control) == 0)
            {
                if (keepOthers) result[i] += state[i];
                continue;
            }

            int partner = i ^ (1 << (Qubits - 1 - target));
            result[i] += Bit(i, target) == 0 ? m.M00 * state[i] + m.M01 * state[partner] : m.M11 * state[i] + m.M10 * state[partner];
        }

        return result;
    }

    private static Lanes256[] Lanes(Complex[] state) =>
        [.. state.SelectMany(a => new[] { Lanes256.Broadcast(a.Real), Lanes256.Broadcast(a.Imaginary) })];

    private static void AssertClose(Complex[] expected, Lanes256[] state)
    {
        for (int i = 0; i < expected.Length; i++)
            for (int lane = 0; lane < Lanes256.Width; lane++)
            {
                Assert.Equal(expected[i].Real, Lanes256.Get(in state[2 * i], lane), 1e-14);
                Assert.Equal(expected[i].Imaginary, Lanes256.Get(in state[2 * i + 1], lane), 1e-14);
            }
    }
}
