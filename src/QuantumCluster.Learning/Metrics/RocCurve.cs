namespace QuantumCluster.Learning.Metrics;

/// <summary>The area under the receiver operating characteristic.</summary>
public static class RocCurve
{
    /// <summary>
    /// The chance that a positive scores higher than a negative, ties counting one half: the rank sum of Mann and Whitney, with
    /// equal scores sharing their mean rank.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths differ, a score is not a number, or one of the two kinds is absent.</exception>
    public static double Area(IReadOnlyList<bool> positive, IReadOnlyList<double> scores)
    {
        if (positive.Count != scores.Count) throw new ArgumentException($"There are {positive.Count} labels and {scores.Count} scores.");
        double[] sorted = [.. scores];
        if (Array.Exists(sorted, double.IsNaN)) throw new ArgumentException("A score is not a number: the model has diverged.", nameof(scores));
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);

        long positives = positive.Count(p => p), negatives = positive.Count - positives;
        if (positives == 0 || negatives == 0) throw new ArgumentException($"An AUC needs both kinds of samples; there are {positives} positives and {negatives} negatives.");

        double rankSum = 0;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            double meanRank = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++)
                if (positive[order[i]]) rankSum += meanRank;
            start = end;
        }

        return (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }
}
