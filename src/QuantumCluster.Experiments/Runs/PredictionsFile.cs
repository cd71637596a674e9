using System.Globalization;
using System.Text;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>predictions.csv</c>: a row per image with its place in the part, its class and the probability of every class.</summary>
internal static class PredictionsFile
{
    public static void Write(string path, Predictions predictions) => ReplacedFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"image,class,{string.Join(',', predictions.ClassNames)}");
        for (int i = 0; i < predictions.Samples; i++)
        {
            IEnumerable<string> probabilities = Enumerable.Range(0, predictions.ClassNames.Length).Select(c => predictions[i, c].ToString("R", CultureInfo.InvariantCulture));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},{predictions.ClassNames[predictions.Labels[i]]},{string.Join(',', probabilities)}"));
        }
    });
}
