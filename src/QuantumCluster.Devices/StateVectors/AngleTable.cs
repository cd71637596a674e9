using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>Sine and cosine of half of every angle, for one vector of samples: weights first, then inputs, then constants.</summary>
internal sealed class AngleTable<L> where L : unmanaged, ILanes<L>
{
    private readonly AngleLayout _layout;

    public AngleTable(AngleLayout layout)
    {
        _layout = layout;
        Sin = new L[layout.Count];
        Cos = new L[layout.Count];
        for (int i = 0; i < layout.Constants.Count; i++) Set(layout.Weights + layout.Inputs + i, layout.Constants[i]);
    }

    public L[] Sin { get; }

    public L[] Cos { get; }

    /// <summary>Weights are the same for all samples.</summary>
    public void LoadWeights(ReadOnlySpan<double> weights)
    {
        for (int i = 0; i < weights.Length; i++) Set(i, weights[i]);
    }

    /// <param name="inputs">[input, sample].</param>
    /// <param name="first">The sample for lane 0.</param>
    public void LoadInputs(ReadOnlySpan<double> inputs, int samples, int first)
    {
        Span<L> angles = Sin.AsSpan(_layout.Weights, _layout.Inputs), cosines = Cos.AsSpan(_layout.Weights, _layout.Inputs);
        SampleMinor.Load(inputs, samples, first, angles);
        for (int i = 0; i < angles.Length; i++) (angles[i], cosines[i]) = SineCosineLanes.Of(angles[i] * L.Broadcast(0.5));
    }

    private void Set(int index, double radians)
    {
        var (sin, cos) = SineCosine.Of(radians / 2);
        (Sin[index], Cos[index]) = (L.Broadcast(sin), L.Broadcast(cos));
    }
}
