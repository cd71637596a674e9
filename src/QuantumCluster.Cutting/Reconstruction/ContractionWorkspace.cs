using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>The buffers of one contraction and the walk through them, for one vector of samples at a time.</summary>
internal sealed class ContractionWorkspace<L> where L : unmanaged, ILanes<L>
{
    private readonly ContractionNetwork _network;
    private readonly LaneBuffer<L>[] _measured;
    private readonly LaneBuffer<L>[][] _tensors;
    private readonly LaneBuffer<L>[] _environments;
    private readonly int[] _columns;
    private readonly LaneBuffer<L> _scratch;
    private readonly LaneBuffer<L> _weights;
    private readonly LaneBuffer<L> _outputs;

    public ContractionWorkspace(ContractionNetwork network)
    {
        _network = network;
        int fragments = network.Reductions.Length;
        _measured = [.. network.Rows.Select(r => new LaneBuffer<L>(r))];
        _tensors = [.. network.Views.Select((views, f) => views.Select(v => new LaneBuffer<L>(network.Reductions[f].Size(v))).ToArray())];
        _columns = new int[fragments + 1];
        _columns[0] = 1;
        _environments = new LaneBuffer<L>[fragments + 1];
        _environments[0] = new(1);
        _environments[0].First = L.Broadcast(1);
        for (int f = 0; f < fragments; f++)
        {
            _columns[f + 1] = _columns[f] * Columns(f);
            _environments[f + 1] = new(network.Steps[f].TermsAfter * _columns[f + 1]);
        }

        _scratch = new(network.Views.SelectMany((views, f) => views.Select(v => network.Reductions[f].ScratchSize(v))).Max());
        _weights = new(network.Reductions[^1].RowCount * _columns[^2]);
        _outputs = new(network.RowOfOutput.Length);
    }

    /// <summary>A fragment's measured numbers, or their cotangents: [variant, outcome].</summary>
    public Span<L> Measured(int fragment) => _measured[fragment].Span;

    /// <summary>Reduces what was measured to tensors over bond terms, as the views see it.</summary>
    public void Reduce()
    {
        for (int f = 0; f < _measured.Length; f++)
            if (!IsClosing(f))
                for (int v = 0; v < _tensors[f].Length; v++)
                    _network.Reductions[f].Apply<L>(_network.Views[f][v], _measured[f].Span, _scratch.Span, _tensors[f][v].Span);
    }

    /// <summary>Contracts the fragments of one pass.</summary>
    public void Forward(int[] pass)
    {
        for (int f = 0; f < pass.Length; f++)
        {
            if (IsClosing(f))
            {
                FragmentReduction reduction = _network.Reductions[f];
                reduction.ToRows<L>(_environments[f].Span, _columns[f], _weights.Span);
                ClosingStep.Apply<L>(_weights.Span, reduction.RowCount, _columns[f], _measured[f].Span, Columns(f), _environments[f + 1].Span);
            }
            else
            {
                _network.Steps[f].Apply<L>(_environments[f].Span, _columns[f], _tensors[f][pass[f]].Span, Columns(f), _environments[f + 1].Span);
            }
        }
    }

    public void ClearTensors()
    {
        foreach (LaneBuffer<L>[] views in _tensors)
            foreach (LaneBuffer<L> tensor in views) tensor.Span.Clear();
    }

    /// <summary>Pulls this workspace's last environment, taken as cotangents, back to its tensors, which it adds to.</summary>
    /// <param name="forward">The workspace in which <see cref="Forward"/> has just contracted the same pass.</param>
    public void Backward(int[] pass, ContractionWorkspace<L> forward)
    {
        for (int f = pass.Length - 1; f >= 0; f--)
        {
            if (IsClosing(f))
            {
                FragmentReduction reduction = _network.Reductions[f];
                ClosingStep.Transpose<L>(forward._weights.Span, reduction.RowCount, _columns[f], forward._measured[f].Span, Columns(f),
                    _environments[f + 1].Span, _weights.Span, _measured[f].Span);
                reduction.FromRows<L>(_weights.Span, _columns[f], _environments[f].Span);
            }
            else
            {
                _environments[f].Span.Clear();
                _network.Steps[f].Transpose<L>(forward._environments[f].Span, _columns[f], forward._tensors[f][pass[f]].Span, Columns(f),
                    _environments[f + 1].Span, _environments[f].Span, _tensors[f][pass[f]].Span);
            }
        }
    }

    /// <summary>Pulls the tensors, taken as cotangents, back to what was measured.</summary>
    public void Expand()
    {
        for (int f = 0; f < _measured.Length; f++)
        {
            if (IsClosing(f)) continue;
            _measured[f].Span.Clear();
            for (int v = 0; v < _tensors[f].Length; v++)
                _network.Reductions[f].Transpose<L>(_network.Views[f][v], _tensors[f][v].Span, _scratch.Span, _measured[f].Span);
        }
    }

    /// <summary>Writes the last environment to its place in [sample, outputs]; it is scratch afterwards.</summary>
    public void WriteOutputs(Span<double> outputs, int outputCount, int firstOutput, int samples, int first)
    {
        Span<L> last = _environments[^1].Span, columns = _outputs.Span;
        int[] rows = _network.RowOfOutput;
        if (_network.OutputsAreRows) columns = last;
        else
            for (int k = 0; k < rows.Length; k++) columns[k] = last[rows[k]];
        SampleMajor.Store(columns, outputs[(first * outputCount + firstOutput)..], outputCount, samples - first);
    }

    /// <summary>Reads cotangents of the outputs into the last environment; lanes without a sample are zero.</summary>
    public void ReadCotangents(ReadOnlySpan<double> cotangents, int outputCount, int firstOutput, int samples, int first)
    {
        Span<L> last = _environments[^1].Span, columns = _network.OutputsAreRows ? last : _outputs.Span;
        int[] rows = _network.RowOfOutput;
        SampleMajor.Load(cotangents[(first * outputCount + firstOutput)..], outputCount, samples - first, columns);
        if (_network.OutputsAreRows) return;
        for (int k = 0; k < rows.Length; k++) last[rows[k]] = columns[k];
    }

    private bool IsClosing(int fragment) => _network.EndsClosed && fragment == _measured.Length - 1;

    private int Columns(int fragment) => _network.Views[fragment][0].Columns(_network.Reductions[fragment].ReadBits);
}
