using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Cli.Compare;

/// <summary>Two models on the same images.</summary>
/// <param name="First">The folder of the first model's predictions, as given.</param>
/// <param name="Differences">First less second, with paired-bootstrap intervals; in the order of <see cref="Scores.Names"/>.</param>
internal sealed record ComparedPair(string First, string Second, PredictionPair Predictions, Scores FirstScores, Scores SecondScores, ImmutableArray<Interval> Differences, McNemar McNemar)
{
    public int Images => Predictions.One.Samples;

    /// <summary>Lesions or patients of which the images are; as many as images where nothing is known of them.</summary>
    public int Groups => Predictions.One.Identities.Select(i => i.Group).Distinct(StringComparer.Ordinal).Count();

    /// <param name="first">Folder of a run or an evaluation; so is <paramref name="second"/>.</param>
    /// <exception cref="Learning.DataFiles.DataFileException">Its predictions are missing or damaged.</exception>
    /// <exception cref="BadInputException">The two were not tested on the same images, or tell other classes apart.</exception>
    public static ComparedPair Read(string first, string second)
    {
        (Predictions one, Predictions other) = (PredictionsOf(first), PredictionsOf(second));
        if (!one.ClassNames.SequenceEqual(other.ClassNames))
            throw new BadInputException($"{first} tells {string.Join(", ", one.ClassNames)} apart, and {second} tells {string.Join(", ", other.ClassNames)}; compare models of the same classes.");
        const string way = "compare models on the same images, which qcluster evaluate --out judges any model by";
        if (one.Samples != other.Samples) throw new BadInputException(Text($"{first} has predictions of {one.Samples} images, and {second} of {other.Samples}; {way}."));
        if (one.FirstDifference(other) is { } at)
            throw new BadInputException(Text($"Row {at + 1} of {first} is image {Image(one, at)}, and of {second} image {Image(other, at)}; {way}."));
        var pair = new PredictionPair(one, other);
        return new(first, second, pair, Scores.Of(one), Scores.Of(other), Bootstrap.OfDifference(one, other), McNemar.Of(one, other));
    }

    private static Predictions PredictionsOf(string folder)
    {
        string path = new RunFolder(folder).Predictions;
        if (File.Exists(path)) return PredictionsFile.Read(path);
        throw new BadInputException(Directory.Exists(folder)
            ? $"{folder} holds no predictions.csv, which a run writes at its end; let it end, or make one by qcluster evaluate --model {folder} --out DIR."
            : $"There is no folder {folder}; give the folder of a run of qcluster train, or one that qcluster evaluate --out wrote.");
    }

    private static string Image(Predictions predictions, int at) => $"{predictions.Identities[at].Name} ({predictions.ClassNames[predictions.Labels[at]]})";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
