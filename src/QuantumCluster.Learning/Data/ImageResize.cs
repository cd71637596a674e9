namespace QuantumCluster.Learning.Data;

/// <summary>
/// Brings square images to another size with a triangle filter in both directions (bilinear). Pixel centres lie at half integers; where the
/// image shrinks the filter is as wide as an output pixel (antialias), where it grows it spans two input pixels; at the border the
/// weights that remain are scaled to sum to 1. These are the semantics of Pillow's BILINEAR, without its rounding to whole numbers.
/// </summary>
internal sealed class ImageResize
{
    private readonly int _from, _to;
    private readonly (int First, float[] Weights)[] _taps;

    public ImageResize(int from, int to)
    {
        (_from, _to) = (from, to);
        double scale = (double)from / to, reach = Math.Max(1, scale);
        _taps = new (int, float[])[to];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)Math.Floor(centre - reach)), last = Math.Min(from - 1, (int)Math.Ceiling(centre + reach));
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(j => Math.Max(0, 1 - Math.Abs(j + 0.5 - centre) / reach))];
            double sum = weights.Sum();
            _taps[i] = (first, [.. weights.Select(w => (float)(w / sum))]);
        }
    }

    /// <param name="source">[from, from].</param>
    /// <param name="target">[to, to].</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target)
    {
        if (_from == _to)
        {
            source.CopyTo(target);
            return;
        }

        var narrow = new float[_from * _to]; // [from rows, to columns]
        for (int y = 0; y < _from; y++)
            for (int x = 0; x < _to; x++)
            {
                var (first, weights) = _taps[x];
                float sum = 0;
                for (int j = 0; j < weights.Length; j++) sum += weights[j] * source[y * _from + first + j];
                narrow[y * _to + x] = sum;
            }

        target.Clear();
        for (int y = 0; y < _to; y++)
        {
            var (first, weights) = _taps[y];
            for (int j = 0; j < weights.Length; j++)
                for (int x = 0; x < _to; x++) target[y * _to + x] += weights[j] * narrow[(first + j) * _to + x];
        }
    }
}
