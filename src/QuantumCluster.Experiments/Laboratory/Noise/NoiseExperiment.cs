using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.Noise;

/// <summary><c>noise</c>: when 4 + 5 noisy qubits do better than 8 noisy ones.</summary>
public sealed class NoiseExperiment : IExperiment
{
    private static readonly ImmutableArray<double> Strengths = [0, 0.5, 1, 2, 4, 8];
    private static readonly ImmutableArray<Kernel> Kernels = [Kernel.Crz, Kernel.Su4];

    public string Name => "noise";

    public string Question => "What does noise do to a trained model, cut and uncut: when do 4 + 5 noisy qubits beat 8 noisy qubits?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        NoiseSettings size = settings.Quick ? NoiseSettings.Quick : NoiseSettings.Full;
        // Torch's scopes belong to one thread, so networks have one of their own.
        NoiseData data = await Task.Factory.StartNew(() => Sweep(settings, size, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        ImmutableArray<NoiseFound> found = data.Summarise();
        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("kernels", string.Join(", ", Kernels.Select(k => k.Name)), "one layer on 8 qubits"), new("variants", "minimal", "3 settings, 4 preparations"), new("strengths", string.Join(", ", Strengths), "multiples of every error"),
                new("networks", size.Networks, "trained on ideal devices, seeds of their own"), new("trainImages", size.TrainImages, $"of {size.ImageSize} × {size.ImageSize}, made from the seed"), new("testImages", size.TestImages, ""), new("epochs", size.Epochs, ""), .. NoiseStrength.Settings,
            ],
            Findings = [.. Findings(data, found)],
            Method =
            [
                "Networks are trained on ideal devices and tested on noisy ones: exact density matrices, no shots, so differences are the noise's and not chance's. The eight-qubit device has the same errors on every qubit and gate as the five-qubit ones, in a line, transpiled alike; real devices of more qubits tend to be worse, which the break-even takes up.",
                "Error bars are standard errors over networks; differences between cut and uncut are taken in the same network and are told apart with 99 % confidence (Student's t over so few networks: differences must be large). Accuracy moves in steps of one test image; the distance of the layer's output from the ideal one, which it follows from, is the finer measure.",
                "No readout mitigation, no shot noise: cutting also costs shots, which `experiment shots` measures.",
            ],
            Figures = [.. Kernels.Select(k => Accuracy(found, k.Name)), .. Kernels.Select(k => Distance(found, k.Name)), Difference(data), BreakEven(found)],
            Summaries = [data.Summary],
            RawData = [data.Raw],
        };
    }

    private static NoiseData Sweep(ExperimentSettings settings, NoiseSettings size, CancellationToken cancellation)
    {
        var data = new NoiseData();
        string folder = Directory.CreateTempSubdirectory("qcluster-").FullName;
        try
        {
            foreach (Kernel kernel in Kernels)
            {
                for (int n = 0; n < size.Networks; n++)
                {
                    settings.Progress(Invariant($"{kernel.Name}, network {n + 1} of {size.Networks}"));
                    Seed seed = settings.Seed.For("noise").For(kernel.Name).For((ulong)n);
                    using var network = new TrainedNetwork(kernel, size, seed, Path.Combine(folder, Invariant($"{kernel.Name}-{n}")), settings.Time, cancellation);
                    foreach (double strength in Strengths)
                    {
                        foreach (bool cut in (bool[])[true, false])
                        {
                            cancellation.ThrowIfCancellationRequested();
                            data.Add(kernel.Name, cut, strength, n, network.Look(cut, strength), network.Ideal);
                        }
                    }
                }
            }

            return data;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Findings(NoiseData data, ImmutableArray<NoiseFound> found)
    {
        foreach (string kernel in Kernels.Select(k => k.Name))
        {
            NoiseFound At(bool cut, double strength) => found.First(f => f.Kernel == kernel && f.Cut == cut && f.Strength == strength);
            double most = Strengths[^1];
            yield return Invariant($"{kernel}: accuracy is {Text(At(true, 0).Accuracy)} on ideal devices, {Text(At(true, 1).Accuracy)} cut and {Text(At(false, 1).Accuracy)} uncut at strength 1, {Text(At(true, most).Accuracy)} and {Text(At(false, most).Accuracy)} at strength {most}. ")
                + Verdict("Accuracy", Strengths.Where(s => s > 0).Select(s => (s, data.AccuracyDifference(kernel, s))), higherIsBetter: true);
            yield return Invariant($"{kernel}: the layer's distribution is {At(true, 1).Distance.Mean:F4} from the ideal one cut and {At(false, 1).Distance.Mean:F4} uncut at strength 1. ") + Verdict("Distance", Strengths.Where(s => s > 0).Select(s => (s, data.DistanceDifference(kernel, s))), higherIsBetter: false)
                + (NoiseData.BreakEven(found, kernel, 1) is { } even ? Invariant($" Break-even: cutting wins once the eight-qubit device's errors are more than {even:F2} times those of the five-qubit ones.") : "");
        }
    }

    private static string Verdict(string what, IEnumerable<(double Strength, Estimate Difference)> differences, bool higherIsBetter)
    {
        var told = differences.Where(d => d.Difference.DiffersFromZero).ToArray();
        if (told.Length == 0) return $"{what}: the data do not tell cut from uncut at any strength.";
        string List(bool cutWins) => string.Join(", ", told.Where(d => d.Difference.Mean > 0 == (cutWins == higherIsBetter)).Select(d => Invariant($"{d.Strength}")));
        string cut = List(true), whole = List(false);
        return $"{what}: " + (cut.Length > 0 ? $"cut is better at strength {cut}" : "") + (cut.Length > 0 && whole.Length > 0 ? "; " : "") + (whole.Length > 0 ? $"uncut is better at strength {whole}" : "") + " (same networks, 99 %); elsewhere the data do not tell.";
    }

    private static Figure Accuracy(ImmutableArray<NoiseFound> found, string kernel) => new($"accuracy-{kernel}", "Accuracy on test images; bars: two standard errors over networks.", Curves(found, kernel, "Accuracy of a trained model", new ChartAxis("accuracy") { Most = 1 }, f => f.Accuracy));

    private static Figure Distance(ImmutableArray<NoiseFound> found, string kernel) => new($"distance-{kernel}", "Total-variation distance between the layer's 32 marginals and the ideal ones, mean over test images; bars: two standard errors over networks.",
        Curves(found, kernel, "Distance from the ideal output", new ChartAxis("total-variation distance") { Least = 0 }, f => f.Distance));

    private static Figure Difference(NoiseData data) => new("difference", "Distance from the ideal output, cut less uncut, in the same networks: above zero uncut is nearer to the ideal. Bars: two standard errors over networks.",
        new LineChart("Cut against uncut at equal noise", new ChartAxis("noise strength (1: superconducting)"), new ChartAxis("difference of distances, cut − uncut"),
        [
            .. Kernels.Select(k => new ChartSeries(k.Name, [.. Strengths.Where(s => s > 0).Select(s => data.DistanceDifference(k.Name, s) is var d ? new ChartPoint(s, d.Mean, 2 * d.Error) : default)])),
            new("no difference", [new(Strengths[1], 0), new(Strengths[^1], 0)], SeriesStyle.Reference),
        ]));

    private static LineChart Curves(ImmutableArray<NoiseFound> found, string kernel, string title, ChartAxis axis, Func<NoiseFound, Estimate> value) =>
        new($"{title}, {kernel}", new ChartAxis("noise strength (1: superconducting)"), axis,
            [.. found.Where(f => f.Kernel == kernel).GroupBy(f => f.Cut).Select(g => new ChartSeries(g.Key ? "4 + 5 qubits, cut" : "8 qubits, uncut", [.. g.Select(f => new ChartPoint(f.Strength, value(f).Mean, 2 * value(f).Error))]))]);

    private static Figure BreakEven(ImmutableArray<NoiseFound> found) => new("break-even", "How many times noisier than the five-qubit devices an eight-qubit one may be until its output is as far from the ideal. Above the dashed line uncut wins at equal noise, below it cut does.",
        new LineChart("When does cutting win?", new ChartAxis("noise strength of the five-qubit devices"), new ChartAxis("break-even: errors of 8 / errors of 5 qubits"),
        [
            .. Kernels.Select(k => new ChartSeries(k.Name, [.. Strengths.Where(s => s > 0).Select(s => new ChartPoint(s, NoiseData.BreakEven(found, k.Name, s) ?? double.NaN))])),
            new("equal noise", [new(Strengths[1], 1), new(Strengths[^1], 1)], SeriesStyle.Reference),
        ]));

    private static string Text(Estimate estimate) => Invariant($"{estimate.Mean:F3} ± {estimate.Error:F3}");
}
