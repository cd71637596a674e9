using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory.Noise;

/// <param name="Accuracy">Mean over networks, with its standard error.</param>
/// <param name="Distance">Of the layer's distribution from the ideal one, the same.</param>
internal sealed record NoiseFound(string Kernel, bool Cut, double Strength, Estimate Accuracy, Estimate Distance);

/// <summary>Collects the sweep.</summary>
internal sealed class NoiseData
{
    private readonly List<(string Kernel, bool Cut, double Strength, int Network, double Accuracy, double Distance)> _looks = [];

    public DataTable Summary { get; } = new("noise", "Accuracy and distance by noise, cut and uncut", false,
        new("kernel", "", "of the ladder"), new("devices", "", "5: cut into 4 + 5, minimal variants; 8: uncut"), new("strength", "", "all errors, as a multiple of a superconducting device's"),
        new("accuracy", "", "on test images, mean over networks"), new("accuracyError", "", "standard error over networks"), new("distance", "", "total-variation distance of the 32 marginals from the ideal ones, mean over images and networks"), new("distanceError", "", "standard error over networks"));

    public DataTable Raw { get; } = new("networks", "every network on every device", false, new("kernel", "", ""), new("devices", "", "5 or 8 qubits"), new("strength", "", ""), new("network", "", "from 0"), new("accuracy", "", ""), new("auc", "", ""), new("distance", "", ""));

    public void Add(string kernel, bool cut, double strength, int network, NoisyLook look, NoisyLook ideal)
    {
        double distance = look.DistanceFrom(ideal);
        _looks.Add((kernel, cut, strength, network, look.Accuracy, distance));
        Raw.Add(kernel, cut ? 5 : 8, strength, network, look.Accuracy, look.Auc, distance);
    }

    public ImmutableArray<NoiseFound> Summarise()
    {
        ImmutableArray<NoiseFound> found = [.. _looks.GroupBy(l => (l.Kernel, l.Cut, l.Strength)).Select(g =>
            new NoiseFound(g.Key.Kernel, g.Key.Cut, g.Key.Strength, Estimate.Of([.. g.Select(l => l.Accuracy)]), Estimate.Of([.. g.Select(l => l.Distance)])))];
        foreach (NoiseFound f in found) Summary.Add(f.Kernel, f.Cut ? 5 : 8, f.Strength, f.Accuracy.Mean, f.Accuracy.Error, f.Distance.Mean, f.Distance.Error);
        return found;
    }

    /// <summary>Cut minus uncut in the same networks, which all meet both: what is common to both falls out.</summary>
    public Estimate DistanceDifference(string kernel, double strength) => Difference(kernel, strength, l => l.Distance);

    /// <inheritdoc cref="DistanceDifference"/>
    public Estimate AccuracyDifference(string kernel, double strength) => Difference(kernel, strength, l => l.Accuracy);

    /// <summary>
    /// How much noisier than its five-qubit rivals an eight-qubit device may be until both are equally far from the ideal: its strength of the
    /// same distance, by straight lines between those measured, over theirs. Null where that lies beyond what was measured.
    /// </summary>
    public static double? BreakEven(IEnumerable<NoiseFound> found, string kernel, double strength)
    {
        double wanted = found.First(f => f.Kernel == kernel && f.Cut && f.Strength == strength).Distance.Mean;
        NoiseFound[] whole = [.. found.Where(f => f.Kernel == kernel && !f.Cut).OrderBy(f => f.Strength)];
        for (int i = 1; i < whole.Length; i++)
        {
            double low = whole[i - 1].Distance.Mean, high = whole[i].Distance.Mean;
            if (wanted >= low && wanted <= high) return (whole[i - 1].Strength + (whole[i].Strength - whole[i - 1].Strength) * (wanted - low) / (high - low)) / strength;
        }

        return null;
    }

    private Estimate Difference(string kernel, double strength, Func<(string Kernel, bool Cut, double Strength, int Network, double Accuracy, double Distance), double> value)
    {
        var here = _looks.Where(l => l.Kernel == kernel && l.Strength == strength).ToArray();
        return Estimate.Of([.. here.Where(l => l.Cut).Select(c => value(c) - value(here.First(u => !u.Cut && u.Network == c.Network)))]);
    }
}
