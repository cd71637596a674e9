using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Devices.Fused;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Fused;

public sealed class FusedBlockTests
{
    public static TheoryData<string, bool> KernelsEitherWayUp()
    {
        var data = new TheoryData<string, bool>();
        foreach (Kernel kernel in Kernel.All)
        {
            data.Add(kernel.Name, false);
            data.Add(kernel.Name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(KernelsEitherWayUp))]
    public void A_block_is_the_product_of_its_gates(string name, bool lowerFirst)
    {
        (Operation[] operations, double[] weights) = Operations(name);
        Complex[] expected = Product(operations, weights, lowerFirst);
        double[] matrix = Matrix(Block(operations, lowerFirst), weights, out _);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(expected[i].Real, matrix[2 * i], 1e-14);
            Assert.Equal(expected[i].Imaginary, matrix[2 * i + 1], 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(KernelsEitherWayUp))]
    public void Coefficients_are_the_generators_of_the_blocks_derivatives(string name, bool lowerFirst)
    {
        const double h = 1e-5;
        (Operation[] operations, double[] weights) = Operations(name);
        FusedBlock block = Block(operations, lowerFirst);
        Matrix(block, weights, out double[] coefficients);
        Assert.Equal(weights.Length, block.Parameters.Length);
        for (int p = 0; p < block.Parameters.Length; p++)
        {
            int w = block.Parameters[p].Index;
            double at = weights[w];
            weights[w] = at + h;
            Complex[] above = Product(operations, weights, lowerFirst);
            weights[w] = at - h;
            Complex[] below = Product(operations, weights, lowerFirst);
            weights[w] = at;
            Complex[] u = Product(operations, weights, lowerFirst);
            Complex Generator(int i, int j) => Enumerable.Range(0, 4).Aggregate(Complex.Zero, (sum, k) => sum + (above[4 * i + k] - below[4 * i + k]) / (2 * h) * Complex.Conjugate(u[4 * j + k]));
            double[] row = coefficients[(16 * p)..(16 * p + 16)];
            for (int i = 0, pair = 4; i < 4; i++)
            {
                Assert.Equal(Generator(i, i).Imaginary, row[i], 1e-8);
                for (int j = i + 1; j < 4; j++, pair += 2)
                {
                    Assert.Equal(Generator(i, j).Real, row[pair], 1e-8);
                    Assert.Equal(Generator(i, j).Imaginary, row[pair + 1], 1e-8);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelsEitherWayUp))]
    public void A_controlled_block_and_what_gradients_take_of_it_are_exactly_zero_between_its_halves(string name, bool lowerFirst)
    {
        (Operation[] operations, double[] weights) = Operations(name);
        ImmutableArray<BlockGate> gates = [.. operations.Select(o => new BlockGate(o, lowerFirst ? 1 : 0))];
        foreach ((int Bit, int Input)[] encoded in new (int, int)[][] { [], [(1, 0)], [(2, 0)], [(2, 0), (1, 1)] })
        {
            var block = new FusedBlock(gates, encoded);
            Assert.Equal(name is "crz" or "cry" && !lowerFirst, block.IsControlled);
            Assert.Equal(block.IsControlled && encoded.All(e => e.Bit == 1) ? 8 : 16, block.UsedCoordinates);
            if (!block.IsControlled) continue;
            double[] matrix = Matrix(block, weights, out double[] coefficients);
            foreach (int row in new[] { 0, 1 })
                Assert.All((double[])[.. matrix[(8 * row + 4)..(8 * row + 8)], .. matrix[(8 * row + 16)..(8 * row + 20)]], zero => Assert.Equal(0, zero));
            if (block.UsedCoordinates == 16) continue;
            for (int p = 0; p < block.Parameters.Length; p++)
                Assert.All(coefficients[(16 * p + 6)..(16 * p + 14)], zero => Assert.Equal(0, zero));
        }
    }

    [Fact]
    public void Circuits_with_inputs_beyond_the_start_of_a_wire_do_not_fuse()
    {
        Operation tie = Operation.Controlled(Gate.CNOT, 0, 1), input = Operation.On(Gate.RY, 0, Angle.Input(0));
        Assert.NotNull(FusedProgram.Of(Program(input, tie)));
        Assert.Null(FusedProgram.Of(Program(tie, input)));
        Assert.Null(FusedProgram.Of(Program(input, input, tie)));
        Assert.Null(FusedProgram.Of(Program(Operation.On(Gate.RX, 0, Angle.Input(0)), tie)));
        Assert.Null(FusedProgram.Of(Program(tie, Operation.Controlled(Gate.CRY, 0, 1, Angle.Input(0)))));
        Assert.Null(FusedProgram.Of(Program(input)));
    }

    private static QuantumCluster.Cutting.Variants.FragmentProgram Program(params Operation[] operations) =>
        new(Circuit.Create(2, 0, 1, operations), [], [0], [new([], [QuantumCluster.Cutting.Variants.Basis.Z])]);

    private static (Operation[] Operations, double[] Weights) Operations(string name)
    {
        Kernel kernel = Kernel.Named(name)!;
        return ([.. kernel.On(0, 1, 0)], Draw(5, kernel.WeightCount));
    }

    private static FusedBlock Block(Operation[] operations, bool lowerFirst) => new([.. operations.Select(o => new BlockGate(o, lowerFirst ? 1 : 0))], []);

    private static double[] Matrix(FusedBlock block, double[] weights, out double[] coefficients)
    {
        var matrix = new double[FusedBlock.MatrixNumbers];
        coefficients = new double[FusedBlock.Coordinates * block.Parameters.Length];
        block.Fuse([.. weights.Select(w => SineCosine.Of(w / 2).Sin)], [.. weights.Select(w => SineCosine.Of(w / 2).Cos)], matrix, coefficients);
        return matrix;
    }

    /// <summary>Gate by gate on the columns of the identity; [row, column], the first qubit's bit the upper one.</summary>
    private static Complex[] Product(Operation[] operations, double[] weights, bool lowerFirst)
    {
        int BitOf(int qubit) => (qubit == 0) == lowerFirst ? 1 : 2;
        var u = new Complex[16];
        for (int i = 0; i < 4; i++) u[5 * i] = 1;
        foreach (Operation o in operations)
        {
            Matrix2 m = o.Gate.Matrix(o.Angle.Source == AngleSource.Weight ? weights[o.Angle.Index] : o.Angle.Radians);
            for (int row = 0; row < 4; row++)
            {
                int bit = BitOf(o.Target);
                if ((row & bit) != 0 || (o.Control >= 0 && (row & BitOf(o.Control)) == 0)) continue;
                for (int column = 0; column < 4; column++)
                {
                    Complex a = u[4 * row + column], b = u[4 * (row + bit) + column];
                    u[4 * row + column] = m.M00 * a + m.M01 * b;
                    u[4 * (row + bit) + column] = m.M10 * a + m.M11 * b;
                }
            }
        }

        return u;
    }
}
