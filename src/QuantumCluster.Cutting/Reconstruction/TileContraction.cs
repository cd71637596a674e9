using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// The contraction of a plan for one vector of samples at a time, in buffers of its own: what <see cref="Contraction"/> does to whole
/// tables, for callers whose devices write straight into vectors. Not safe for concurrent calls; nothing is allocated after construction.
/// </summary>
public sealed class TileContraction<L> where L : unmanaged, ILanes<L>
{
    private readonly ContractionNetwork _network;
    private readonly ContractionWorkspace<L> _forward;
    private readonly ContractionWorkspace<L> _backward;
    private readonly int _outputs;

    public TileContraction(CutPlan plan)
    {
        _network = ContractionNetwork.Of(plan);
        _outputs = plan.OutputCount;
        _forward = new(_network);
        _backward = new(_network);
    }

    /// <summary>A fragment's measured probabilities, [variant, outcome]: to be filled before each contraction.</summary>
    public Span<L> Measured(int fragment) => _forward.Measured(fragment);

    /// <summary>Their cotangents, after <see cref="Transpose"/>.</summary>
    public Span<L> Cotangents(int fragment) => _backward.Measured(fragment);

    /// <summary>Writes the readout of samples <paramref name="first"/>, first + 1, … to their rows of [samples, outputs].</summary>
    public void Contract(Span<double> outputs, int samples, int first)
    {
        _forward.Reduce();
        for (int p = 0; p < _network.Passes.Length; p++)
        {
            _forward.Forward(_network.Passes[p]);
            _forward.WriteOutputs(outputs, _outputs, p * _network.RowOfOutput.Length, samples, first);
        }
    }

    /// <param name="outputCotangents">[samples, outputs].</param>
    public void Transpose(ReadOnlySpan<double> outputCotangents, int samples, int first)
    {
        _forward.Reduce();
        _backward.ClearTensors();
        for (int p = 0; p < _network.Passes.Length; p++)
        {
            _forward.Forward(_network.Passes[p]);
            _backward.ReadCotangents(outputCotangents, _outputs, p * _network.RowOfOutput.Length, samples, first);
            _backward.Backward(_network.Passes[p], _forward);
        }

        _backward.Expand();
    }
}
