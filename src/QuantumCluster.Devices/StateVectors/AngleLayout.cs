using QuantumCluster.Circuits;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>Where an angle of a circuit stands in its table.</summary>
internal sealed class AngleLayout
{
    public AngleLayout(Circuit circuit)
    {
        (Weights, Inputs) = (circuit.WeightCount, circuit.InputCount);
        Constants = [.. circuit.Operations.Where(o => o.Gate.HasAngle && o.Angle.Source == AngleSource.Constant).Select(o => o.Angle.Radians).Distinct()];
    }

    public int Weights { get; }

    public int Inputs { get; }

    public IReadOnlyList<double> Constants { get; }

    public int Count => Weights + Inputs + Constants.Count;

    public int IndexOf(Angle angle) => angle.Source switch
    {
        AngleSource.Weight => angle.Index,
        AngleSource.Input => Weights + angle.Index,
        _ => Weights + Inputs + Constants.TakeWhile(c => !c.Equals(angle.Radians)).Count(),
    };
}
