using MathNet.Numerics;

namespace QuantumCluster.Devices.Tests.Shots;

/// <summary>Pearson's test of counts against expectations.</summary>
internal static class Goodness
{
    /// <summary>Chance of a worse fit than this one; neighbouring cells are put together until at least ten draws are expected.</summary>
    public static double PValue(IReadOnlyList<double> expected, IReadOnlyList<long> seen)
    {
        var cells = new List<(double Expected, double Seen)>();
        (double Expected, double Seen) open = default;
        for (int i = 0; i < expected.Count; i++)
        {
            open = (open.Expected + expected[i], open.Seen + seen[i]);
            if (open.Expected < 10) continue;
            cells.Add(open);
            open = default;
        }

        if (cells.Count > 0) cells[^1] = (cells[^1].Expected + open.Expected, cells[^1].Seen + open.Seen);
        if (cells.Count < 2) return 1;
        double statistic = cells.Sum(c => (c.Seen - c.Expected) * (c.Seen - c.Expected) / c.Expected);
        return SpecialFunctions.GammaUpperRegularized((cells.Count - 1) / 2.0, statistic / 2);
    }
}
