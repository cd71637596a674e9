using System.Numerics;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>How a variant's final state follows from the circuit's action on |0⟩ and |1⟩ of the prepared qubits: a linear combination, then local rotations.</summary>
internal sealed class VariantRecipe
{
    private const double R = 0.70710678118654752440; // 1/√2

    /// <summary>One basis state of the prepared qubits (the first of them the most significant bit) and its amplitude.</summary>
    public readonly record struct Part(int Branch, Complex Amplitude);

    /// <summary>A gate on one measured qubit.</summary>
    public readonly record struct Rotation(PairWalk Walk, Matrix2 Matrix);

    public VariantRecipe(FragmentProgram program, Variant variant, Schedule schedule)
    {
        Parts = [.. Enumerable.Range(0, 1 << variant.Preparations.Length)
            .Select(branch => new Part(branch, Amplitude(variant, branch)))
            .Where(part => part.Amplitude != Complex.Zero)];
        Rotations = [.. variant.Bases.Select((basis, i) => (basis, qubit: program.MeasuredQubits[i]))
            .Where(m => m.basis != Basis.Z)
            .Select(m => new Rotation(new PairWalk(program.Circuit.QubitCount, schedule.BitOf(m.qubit), -1), IntoZ(m.basis)))];
    }

    /// <summary>Parts with an amplitude other than zero, by branch.</summary>
    public Part[] Parts { get; }

    /// <summary>Rotations of measured qubits into the computational basis.</summary>
    public Rotation[] Rotations { get; }

    /// <summary>True when the final state is one branch as it stands.</summary>
    public bool IsPlain => Rotations.Length == 0 && Parts.Length == 1 && Parts[0].Amplitude == Complex.One;

    /// <summary>Amplitude of a basis state of the prepared qubits.</summary>
    public static Complex Amplitude(Variant variant, int branch)
    {
        Complex product = Complex.One;
        for (int i = 0; i < variant.Preparations.Length; i++)
        {
            bool one = ((branch >> (variant.Preparations.Length - 1 - i)) & 1) != 0;
            product *= variant.Preparations[i] switch
            {
                Preparation.Zero => one ? 0 : 1,
                Preparation.One => one ? 1 : 0,
                Preparation.Plus => R,
                Preparation.Minus => one ? -R : R,
                Preparation.PlusI => one ? new Complex(0, R) : R,
                Preparation.MinusI => one ? new Complex(0, -R) : R,
                _ => throw new NotSupportedException($"{variant.Preparations[i]} is no preparation."),
            };
        }

        return product;
    }

    /// <summary>The rotation after which a measurement in Z is one in <paramref name="basis"/>.</summary>
    public static Matrix2 IntoZ(Basis basis) => basis switch
    {
        Basis.Z => Matrix2.Identity,
        Basis.X => Gate.H.Matrix(0),
        Basis.Y => Gate.H.Matrix(0) * Gate.SDagger.Matrix(0),
        _ => throw new NotSupportedException($"{basis} is no measurement basis."),
    };
}
