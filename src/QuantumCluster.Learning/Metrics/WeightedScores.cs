namespace QuantumCluster.Learning.Metrics;

/// <summary>
/// Scores of predictions whose samples count several times or not at all, as in a bootstrap resample: sorted once, so that each resample
/// costs time linear in the samples. Not thread-safe.
/// </summary>
internal sealed class WeightedScores
{
    private readonly Predictions _predictions;
    private readonly int[][] _ascending; // per class: samples by ascending probability of it
    private readonly int[] _present, _predicted, _hits;
    private readonly int[] _classes; // of which there are samples

    public WeightedScores(Predictions predictions)
    {
        _predictions = predictions;
        int k = predictions.ClassNames.Length;
        _ascending = [.. Enumerable.Range(0, k).Select(c => Enumerable.Range(0, predictions.Samples).OrderBy(i => predictions[i, c]).ToArray())];
        (_present, _predicted, _hits) = (new int[k], new int[k], new int[k]);
        _classes = [.. predictions.Labels.Distinct().Order()];
    }

    /// <param name="weights">How often each sample counts.</param>
    /// <returns>Null when a class of which there are samples has none with a weight: means over the others would be those of another task.</returns>
    public Scores? Of(ReadOnlySpan<int> weights)
    {
        int k = _present.Length, samples = 0;
        Array.Clear(_present);
        Array.Clear(_predicted);
        Array.Clear(_hits);
        for (int i = 0; i < weights.Length; i++)
        {
            samples += weights[i];
            _present[_predictions.Labels[i]] += weights[i];
            _predicted[_predictions.Chosen[i]] += weights[i];
            if (_predictions.Labels[i] == _predictions.Chosen[i]) _hits[_predictions.Labels[i]] += weights[i];
        }

        if (Array.Exists(_classes, c => _present[c] == 0)) return null;
        double accuracy = (double)_hits.Sum() / samples;
        if (_classes is [int only]) return new(accuracy, double.NaN, double.NaN, Ratio(_hits[only], samples), double.NaN, double.NaN);
        double precision = 0, recall = 0, f1 = 0, specificity = 0, auc = 0;
        foreach (int c in _classes)
        {
            precision += Ratio(_hits[c], _predicted[c]);
            recall += Ratio(_hits[c], _present[c]);
            f1 += Ratio(2 * _hits[c], _present[c] + _predicted[c]);
            specificity += Ratio(samples - _present[c] - _predicted[c] + _hits[c], samples - _present[c]);
            if (k > 2 || c == 1) auc += Area(c, weights);
        }

        int n = _classes.Length;
        return new(accuracy, k > 2 ? auc / n : auc, precision / n, recall / n, f1 / n, specificity / n);
    }

    // Pairs of a positive and a negative that are in order, ties counting one half, over all pairs.
    private double Area(int c, ReadOnlySpan<int> weights)
    {
        int[] order = _ascending[c];
        long negatives = 0, twice = 0, positives = 0;
        for (int start = 0; start < order.Length;)
        {
            long tiedPositives = 0, tiedNegatives = 0;
            int end = start;
            for (; end < order.Length && _predictions[order[end], c] == _predictions[order[start], c]; end++)
                if (_predictions.Labels[order[end]] == c) tiedPositives += weights[order[end]];
                else tiedNegatives += weights[order[end]];
            twice += tiedPositives * (2 * negatives + tiedNegatives);
            negatives += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return twice / (2.0 * positives * negatives);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
