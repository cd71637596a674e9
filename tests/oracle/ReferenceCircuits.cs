using QuantumCluster.Circuits;

namespace QuantumCluster.Oracle;

/// <summary>Runs any circuit template of the product through the oracle's own matrices, looked up by the gates' names.</summary>
public static class ReferenceCircuits
{
    public static ReferenceState Run(Circuit circuit, IReadOnlyList<double> x, IReadOnlyList<double> w) =>
        Apply(new ReferenceState(circuit.QubitCount), circuit, x, w);

    /// <summary>Applies the circuit's operations to a state that has been prepared already.</summary>
    public static ReferenceState Apply(ReferenceState state, Circuit circuit, IReadOnlyList<double> x, IReadOnlyList<double> w)
    {
        foreach (Operation operation in circuit.Operations)
        {
            double angle = operation.Angle.Source switch
            {
                AngleSource.Weight => w[operation.Angle.Index],
                AngleSource.Input => x[operation.Angle.Index],
                _ => operation.Angle.Radians,
            };
            int[] wires = operation.Control < 0 ? [operation.Target] : [operation.Control, operation.Target];
            state.Apply(operation.Gate.Name, angle, wires);
        }

        return state;
    }
}
