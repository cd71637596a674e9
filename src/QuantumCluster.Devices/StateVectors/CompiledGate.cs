using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// A gate placed on a state of known width. A state is [amplitude][re, im], each a vector of samples; gates act in place.
/// </summary>
internal abstract class CompiledGate<L>(PairWalk walk) where L : unmanaged, ILanes<L>
{
    protected PairWalk Walk { get; } = walk;

    public abstract void Apply(Span<L> state, AngleTable<L> angles);

    /// <summary>The inverse of <see cref="Apply"/>.</summary>
    public abstract void Undo(Span<L> state, AngleTable<L> angles);

    /// <summary>
    /// One step of the backward sweep: undoes the gate on a state and on its cotangent, and adds Re⟨cotangent| dU/dθ U⁻¹ |state⟩, taken
    /// before, to the gradient of the gate's angle, if it has one that is a weight or input.
    /// </summary>
    public virtual void Retrace(Span<L> state, Span<L> cotangent, AngleTable<L> angles, Span<L> gradients)
    {
        Undo(state, angles);
        Undo(cotangent, angles);
    }

    /// <exception cref="NotSupportedException">The row of the gate table is of a shape that this simulator does not know.</exception>
    public static CompiledGate<L> Of(Operation operation, PairWalk walk, AngleLayout layout)
    {
        Gate gate = operation.Gate;
        if (!gate.HasAngle) return gate.Matrix(0) == Gate.X.Matrix(0) ? new FlipGate<L>(walk) : new FixedGate<L>(walk, gate.Matrix(0));
        int angle = layout.IndexOf(operation.Angle);
        bool isVariable = operation.Angle.Source != AngleSource.Constant;
        // exp(θK) with (2K)² = −1: cos(θ/2) + sin(θ/2)·2K, and K is the derivative at 0.
        Matrix2 k = gate.Derivative(0);
        if (k == Gate.RX.Derivative(0)) return new RotationGate<L, XAxis>(walk, angle, isVariable);
        if (k == Gate.RY.Derivative(0)) return new RotationGate<L, YAxis>(walk, angle, isVariable);
        if (k == Gate.RZ.Derivative(0)) return new RotationGate<L, ZAxis>(walk, angle, isVariable);
        throw new NotSupportedException($"The gate {gate} rotates about an axis that this simulator does not know; use RX, RY or RZ.");
    }
}
