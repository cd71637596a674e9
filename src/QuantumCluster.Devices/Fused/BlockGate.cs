using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.Fused;

/// <summary>A gate inside a block: on the block's first qubit (bit 1 of its index) or second (bit 0), perhaps controlled by the other.</summary>
internal readonly struct BlockGate
{
    private readonly Matrix2 _constant;

    public BlockGate(Operation operation, int firstQubit)
    {
        Gate gate = operation.Gate;
        TargetBit = operation.Target == firstQubit ? 2 : 1;
        IsControlled = operation.Control >= 0;
        Weight = operation.Angle.Source == AngleSource.Weight ? operation.Angle.Index : -1;
        _constant = Weight < 0 ? gate.Matrix(operation.Angle.Radians) : default;
        Generator = Weight < 0 ? default : gate.Derivative(0);
    }

    /// <summary>2 for the first qubit, 1 for the second.</summary>
    public int TargetBit { get; }

    public bool IsControlled { get; }

    /// <summary>Index of the weight that is the angle, −1 for a constant gate.</summary>
    public int Weight { get; }

    /// <summary>dU/dθ · U⁻¹ on the target, where a control is |1⟩; the gates of the table are exponentials, so it is the derivative at 0.</summary>
    public Matrix2 Generator { get; }

    /// <summary>A rotation is cos(θ/2) + sin(θ/2) · 2K, K being its generator, whose entries are halves: the same bits as in the gate table.</summary>
    /// <param name="sines">Of half of every weight.</param>
    /// <param name="cosines">Of half of every weight.</param>
    public Matrix2 Matrix(ReadOnlySpan<double> sines, ReadOnlySpan<double> cosines)
    {
        if (Weight < 0) return _constant;
        double twiceSine = 2 * sines[Weight], cosine = cosines[Weight];
        return new(Plus(Generator.M00, twiceSine, cosine), Plus(Generator.M01, twiceSine, 0), Plus(Generator.M10, twiceSine, 0), Plus(Generator.M11, twiceSine, cosine));
    }

    private static Complex Plus(Complex generator, double factor, double term) => new(generator.Real * factor + term, generator.Imaginary * factor);
}
