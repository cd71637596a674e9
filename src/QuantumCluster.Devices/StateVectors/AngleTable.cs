using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>Sine and cosine of half of every angle, for one vector of samples: weights first, then inputs, then constants.</summary>
internal sealed class AngleTable
{
    private readonly Layout _layout;

    public AngleTable(Layout layout)
    {
        _layout = layout;
        Sin = new Vector<double>[layout.Count];
        Cos = new Vector<double>[layout.Count];
        for (int i = 0; i < layout.Constants.Count; i++) Set(layout.Weights + layout.Inputs + i, layout.Constants[i]);
    }

    public Vector<double>[] Sin { get; }

    public Vector<double>[] Cos { get; }

    /// <summary>Weights are the same for all samples.</summary>
    public void LoadWeights(ReadOnlySpan<double> weights)
    {
        for (int i = 0; i < weights.Length; i++) Set(i, weights[i]);
    }

    /// <param name="inputs">[input, sample].</param>
    /// <param name="first">The sample for lane 0.</param>
    public void LoadInputs(ReadOnlySpan<double> inputs, int samples, int first)
    {
        for (int i = 0; i < _layout.Inputs; i++)
        {
            Vector<double> angle = SampleLanes.Load(inputs.Slice(i * samples + first, Math.Min(SampleLanes.Width, samples - first)));
            (Sin[_layout.Weights + i], Cos[_layout.Weights + i]) = SineCosineLanes.Of(angle * new Vector<double>(0.5));
        }
    }

    private void Set(int index, double radians)
    {
        var (sin, cos) = SineCosine.Of(radians / 2);
        (Sin[index], Cos[index]) = (new Vector<double>(sin), new Vector<double>(cos));
    }

    /// <summary>Where an angle of a circuit stands in its table.</summary>
    public sealed class Layout
    {
        public Layout(Circuit circuit)
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
}
