namespace QuantumCluster.Learning.Metrics;

/// <summary>
/// McNemar's exact test: do two models err equally often on the same samples? Only samples on which one is right and the other wrong have
/// a say; if the models are equally good, each of these is a fair coin.
/// </summary>
/// <param name="OnlyFirst">Samples that only the first model gets right.</param>
/// <param name="OnlySecond">Likewise the second.</param>
/// <param name="PValue">Two-sided; 1 when the models differ on no sample.</param>
public sealed record McNemar(int OnlyFirst, int OnlySecond, double PValue)
{
    /// <exception cref="ArgumentException">The samples are not the same.</exception>
    public static McNemar Of(Predictions one, Predictions other)
    {
        _ = new PredictionPair(one, other);
        int first = 0, second = 0;
        for (int i = 0; i < one.Samples; i++)
        {
            bool right = one.Chosen[i] == one.Labels[i], otherRight = other.Chosen[i] == other.Labels[i];
            if (right && !otherRight) first++;
            if (!right && otherRight) second++;
        }

        return Of(first, second);
    }

    public static McNemar Of(int onlyFirst, int onlySecond)
    {
        int coins = onlyFirst + onlySecond, fewer = Math.Min(onlyFirst, onlySecond);
        double tail = 0, logTerm = -coins * Math.Log(2); // of C(coins, i) / 2^coins, from i = 0
        for (int i = 0; i <= fewer; i++)
        {
            tail += Math.Exp(logTerm);
            logTerm += Math.Log(coins - i) - Math.Log(i + 1);
        }

        return new(onlyFirst, onlySecond, Math.Min(1, 2 * tail));
    }
}
