using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// A gate placed on a state of known width. A state is [amplitude][re, im], each a vector of samples; gates act in place.
/// </summary>
internal abstract class CompiledGate(PairWalk walk)
{
    protected PairWalk Walk { get; } = walk;

    public abstract void Apply(Span<Vector<double>> state, AngleTable angles);

    /// <summary>The inverse of <see cref="Apply"/>.</summary>
    public abstract void Undo(Span<Vector<double>> state, AngleTable angles);

    /// <summary>
    /// One step of the backward sweep: undoes the gate on a state and on its cotangent, and adds Re⟨cotangent| dU/dθ U⁻¹ |state⟩, taken
    /// before, to the gradient of the gate's angle, if it has one that is a weight or input.
    /// </summary>
    public virtual void Retrace(Span<Vector<double>> state, Span<Vector<double>> cotangent, AngleTable angles, Span<Vector<double>> gradients)
    {
        Undo(state, angles);
        Undo(cotangent, angles);
    }

    /// <exception cref="NotSupportedException">The row of the gate table is of a shape that this simulator does not know.</exception>
    public static CompiledGate Of(Operation operation, PairWalk walk, AngleTable.Layout layout)
    {
        Gate gate = operation.Gate;
        if (!gate.HasAngle) return gate.Matrix(0) == Gate.X.Matrix(0) ? new FlipGate(walk) : new FixedGate(walk, gate.Matrix(0));
        int angle = layout.IndexOf(operation.Angle);
        bool isVariable = operation.Angle.Source != AngleSource.Constant;
        // exp(θK) with (2K)² = −1: cos(θ/2) + sin(θ/2)·2K, and K is the derivative at 0.
        Matrix2 k = gate.Derivative(0);
        if (k == Gate.RX.Derivative(0)) return new RotationGate<XAxis>(walk, angle, isVariable);
        if (k == Gate.RY.Derivative(0)) return new RotationGate<YAxis>(walk, angle, isVariable);
        if (k == Gate.RZ.Derivative(0)) return new RotationGate<ZAxis>(walk, angle, isVariable);
        throw new NotSupportedException($"The gate {gate} rotates about an axis that this simulator does not know; use RX, RY or RZ.");
    }
}
