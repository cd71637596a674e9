using System.Numerics;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>The buffers of one contraction and the walk through them, for as many samples at a time as a vector has lanes.</summary>
internal sealed class ContractionWorkspace
{
    private readonly ContractionNetwork _network;
    private readonly Vector<double>[][] _measured;
    private readonly Vector<double>[][][] _tensors;
    private readonly Vector<double>[][] _environments;
    private readonly int[] _columns;
    private readonly Vector<double>[] _scratch;

    public ContractionWorkspace(ContractionNetwork network, IReadOnlyList<int> rows)
    {
        _network = network;
        int fragments = network.Reductions.Length;
        _measured = [.. rows.Select(r => new Vector<double>[r])];
        _tensors = [.. network.Views.Select((views, f) => views.Select(v => new Vector<double>[network.Reductions[f].Size(v)]).ToArray())];
        _columns = new int[fragments + 1];
        _columns[0] = 1;
        _environments = new Vector<double>[fragments + 1][];
        _environments[0] = [Vector<double>.One];
        for (int f = 0; f < fragments; f++)
        {
            _columns[f + 1] = _columns[f] * Columns(f);
            _environments[f + 1] = new Vector<double>[network.Steps[f].TermsAfter * _columns[f + 1]];
        }

        _scratch = new Vector<double>[network.Views.SelectMany((views, f) => views.Select(v => network.Reductions[f].ScratchSize(v))).Max()];
    }

    /// <summary>Buffers for cotangents, shaped as these.</summary>
    public ContractionWorkspace Twin() => new(_network, [.. _measured.Select(m => m.Length)]);

    /// <summary>Reads samples <paramref name="first"/>, first + 1, … of every fragment's [row, sample] table and reduces them.</summary>
    public void Load(IReadOnlyList<double[]> tables, int samples, int first)
    {
        for (int f = 0; f < _measured.Length; f++)
        {
            for (int row = 0; row < _measured[f].Length; row++)
                _measured[f][row] = SampleLanes.Load(tables[f].AsSpan(row * samples + first, Math.Min(SampleLanes.Width, samples - first)));
            for (int v = 0; v < _tensors[f].Length; v++)
                _network.Reductions[f].Apply(_network.Views[f][v], _measured[f], _scratch, _tensors[f][v]);
        }
    }

    /// <summary>Contracts the fragments of one pass.</summary>
    public void Forward(int[] pass)
    {
        for (int f = 0; f < pass.Length; f++)
            _network.Steps[f].Apply(_environments[f], _columns[f], _tensors[f][pass[f]], Columns(f), _environments[f + 1]);
    }

    public void ClearTensors()
    {
        foreach (Vector<double>[][] views in _tensors)
            foreach (Vector<double>[] tensor in views) Array.Clear(tensor);
    }

    /// <summary>Pulls this workspace's last environment, taken as cotangents, back to its tensors, which it adds to.</summary>
    /// <param name="forward">The workspace in which <see cref="Forward"/> has just contracted the same pass.</param>
    public void Backward(int[] pass, ContractionWorkspace forward)
    {
        for (int f = pass.Length - 1; f >= 0; f--)
        {
            Array.Clear(_environments[f]);
            _network.Steps[f].Transpose(forward._environments[f], _columns[f], forward._tensors[f][pass[f]], Columns(f),
                _environments[f + 1], _environments[f], _tensors[f][pass[f]]);
        }
    }

    /// <summary>Pulls the tensors, taken as cotangents, back to every fragment's [row, sample] table.</summary>
    public void Store(IReadOnlyList<double[]> tables, int samples, int first)
    {
        for (int f = 0; f < _measured.Length; f++)
        {
            Array.Clear(_measured[f]);
            for (int v = 0; v < _tensors[f].Length; v++)
                _network.Reductions[f].Transpose(_network.Views[f][v], _tensors[f][v], _scratch, _measured[f]);
            for (int row = 0; row < _measured[f].Length; row++)
                SampleLanes.Store(_measured[f][row], tables[f].AsSpan(row * samples + first, Math.Min(SampleLanes.Width, samples - first)));
        }
    }

    /// <summary>Writes the last environment to its place in [sample, outputs].</summary>
    public void WriteOutputs(double[] outputs, int outputCount, int firstOutput, int samples, int first)
    {
        ReadOnlySpan<double> last = MemoryMarshal.Cast<Vector<double>, double>(_environments[^1].AsSpan());
        int[] rows = _network.RowOfOutput;
        for (int lane = 0; lane < Math.Min(SampleLanes.Width, samples - first); lane++)
        {
            Span<double> target = outputs.AsSpan((first + lane) * outputCount + firstOutput, rows.Length);
            for (int k = 0; k < rows.Length; k++) target[k] = last[rows[k] * SampleLanes.Width + lane];
        }
    }

    /// <summary>Reads cotangents of the outputs into the last environment; lanes without a sample are zero.</summary>
    public void ReadCotangents(double[] cotangents, int outputCount, int firstOutput, int samples, int first)
    {
        Array.Clear(_environments[^1]);
        Span<double> last = MemoryMarshal.Cast<Vector<double>, double>(_environments[^1].AsSpan());
        int[] rows = _network.RowOfOutput;
        for (int lane = 0; lane < Math.Min(SampleLanes.Width, samples - first); lane++)
        {
            ReadOnlySpan<double> source = cotangents.AsSpan((first + lane) * outputCount + firstOutput, rows.Length);
            for (int k = 0; k < rows.Length; k++) last[rows[k] * SampleLanes.Width + lane] = source[k];
        }
    }

    private int Columns(int fragment) => _network.Views[fragment][0].Columns(_network.Reductions[fragment].ReadBits);
}
