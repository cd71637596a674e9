using System.Numerics;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Oracle;

namespace QuantumCluster.Circuits.Tests.Gates;

public class GateTests
{
    private static readonly double[] Angles = [0, 0.3, -1.1, Math.PI / 2, -Math.PI, 2.9, 7.5, -40.25];

    public static TheoryData<string> Names => [.. Gate.All.Select(g => g.Name)];

    public static TheoryData<string> Rotations => [.. Gate.All.Where(g => g.HasAngle).Select(g => g.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Row_holds_the_matrix_of_its_name(string name)
    {
        Gate gate = Named(name);
        foreach (double t in Angles) Close(ReferenceGates.Matrix(name, t), Whole(gate, gate.Matrix(t)), 1e-15);
    }

    [Theory, MemberData(nameof(Names))]
    public void Gate_is_unitary(string name)
    {
        foreach (double t in Angles)
        {
            Matrix2 m = Named(name).Matrix(t);
            Close(m.Adjoint() * m, Matrix2.Identity, 1e-15);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Inverse_row_at_the_negated_angle_undoes_the_gate(string name)
    {
        Gate gate = Named(name);
        foreach (double t in Angles) Close(gate.Inverse.Matrix(-t) * gate.Matrix(t), Matrix2.Identity, 1e-15);
        Assert.Equal(gate.Controls, gate.Inverse.Controls);
    }

    [Theory, MemberData(nameof(Names))]
    public void Derivative_is_the_slope_of_the_matrix(string name)
    {
        const double step = 1e-5;
        Gate gate = Named(name);
        foreach (double t in Angles)
        {
            Matrix2 up = gate.Matrix(t + step), down = gate.Matrix(t - step);
            var slope = new Matrix2((up.M00 - down.M00) / (2 * step), (up.M01 - down.M01) / (2 * step), (up.M10 - down.M10) / (2 * step), (up.M11 - down.M11) / (2 * step));
            Close(slope, gate.Derivative(t), 1e-9);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Gate_that_says_it_is_diagonal_is(string name)
    {
        Gate gate = Named(name);
        Assert.Equal(gate.IsDiagonal, Angles.All(t => gate.Matrix(t).IsDiagonal));
    }

    /// <summary>f(θ) = ⟨ψ|U(θ)† V† P V U(θ)|ψ⟩ on a random state, V random: the rule has to give its derivative from values alone.</summary>
    [Theory, MemberData(nameof(Rotations))]
    public void Shift_rule_gives_the_derivative_of_any_expectation(string name)
    {
        Gate gate = Named(name);
        Assert.Equal(gate.Controls == 0 ? 2 : 4, gate.ShiftRule.Length);
        for (ulong trial = 0; trial < 12; trial++)
        {
            KeyedRandom random = new Seed(71).For(name).For(trial).Generator();
            double[] before = Random(random, 10), after = Random(random, 10);
            string pauli = new([.. Enumerable.Range(0, 2).Select(_ => "XYZ"[random.NextInt(3)])]);
            double at = random.NextDouble(-4, 4);

            double Value(double t)
            {
                ReferenceState state = Scrambled(new ReferenceState(2), before);
                state.Apply(name, t, gate.Controls == 0 ? [0] : [0, 1]);
                return Scrambled(state, after).Expectation(pauli);
            }

            double exact = ReferenceSimulator.Slopes([at], p => Value(p[0]))[0];
            double shifted = gate.ShiftRule.Sum(term => term.Coefficient * Value(at + term.Shift));
            Assert.True(Math.Abs(exact - shifted) < 1e-8, $"{name} at {at}: slope {exact}, shift rule {shifted}");
        }
    }

    [Fact]
    public void Codes_find_their_rows_and_no_others()
    {
        foreach (Gate gate in Gate.All) Assert.Same(gate, Gate.WithCode(gate.Code));
        Assert.Equal(Gate.All.Length, Gate.All.Select(g => g.Code).Distinct().Count());
        Assert.Null(Gate.WithCode(0));
        Assert.Null(Gate.WithCode((byte)(Gate.All.Length + 1)));
        Assert.Null(Gate.WithCode(255));
    }

    private static Gate Named(string name) => Gate.All.Single(g => g.Name == name);

    private static double[] Random(KeyedRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-3, 3))];

    private static ReferenceState Scrambled(ReferenceState state, double[] t) => state
        .Apply("RY", t[0], 0).Apply("RZ", t[1], 0).Apply("RY", t[2], 1).Apply("RZ", t[3], 1).Apply("CNOT", 0, 0, 1)
        .Apply("RY", t[4], 0).Apply("RX", t[5], 1).Apply("CNOT", 0, 1, 0)
        .Apply("RY", t[6], 0).Apply("RZ", t[7], 0).Apply("RY", t[8], 1).Apply("RZ", t[9], 1);

    private static Complex[,] Whole(Gate gate, Matrix2 m) => gate.Controls == 0
        ? new[,] { { m.M00, m.M01 }, { m.M10, m.M11 } }
        : new[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, m.M00, m.M01 }, { 0, 0, m.M10, m.M11 } };

    private static void Close(Complex[,] expected, Complex[,] actual, double tolerance)
    {
        Assert.Equal(expected.GetLength(0), actual.GetLength(0));
        for (int r = 0; r < expected.GetLength(0); r++)
            for (int c = 0; c < expected.GetLength(1); c++)
                Assert.True((expected[r, c] - actual[r, c]).Magnitude <= tolerance, $"[{r},{c}]: {expected[r, c]} and {actual[r, c]}");
    }

    private static void Close(Matrix2 a, Matrix2 b, double tolerance) =>
        Close(new[,] { { a.M00, a.M01 }, { a.M10, a.M11 } }, new[,] { { b.M00, b.M01 }, { b.M10, b.M11 } }, tolerance);
}
