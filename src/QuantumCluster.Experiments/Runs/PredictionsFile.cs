using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Runs;

/// <summary>
/// <c>predictions.csv</c>: a row per image with its name, its class and the probability of every class. Where several images are of one
/// lesion or patient, a column <c>group</c> after the name says which.
/// </summary>
public static class PredictionsFile
{
    private const string Image = "image", Group = "group", Class = "class";

    internal static void Write(string path, Predictions predictions) => ReplacedFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        bool grouped = predictions.Identities.Select(i => i.Group).Distinct(StringComparer.Ordinal).Count() < predictions.Samples;
        writer.WriteLine(Line([Image, .. grouped ? (string[])[Group] : [], Class, .. predictions.ClassNames]));
        for (int i = 0; i < predictions.Samples; i++)
        {
            (string name, string group) = predictions.Identities[i];
            IEnumerable<string> probabilities = Enumerable.Range(0, predictions.ClassNames.Length).Select(c => predictions[i, c].ToString("R", CultureInfo.InvariantCulture));
            writer.WriteLine(Line([name, .. grouped ? (string[])[group] : [], predictions.ClassNames[predictions.Labels[i]], .. probabilities]));
        }
    });

    /// <exception cref="DataFileException">The file is not there, or is no such table.</exception>
    public static Predictions Read(string path)
    {
        CsvTable table = CsvTable.Read(Content(path), path);
        ImmutableArray<string> columns = table.Columns;
        bool grouped = columns.Length > 1 && columns[1] == Group;
        int truth = grouped ? 2 : 1;
        if (columns.Length < truth + 3 || columns[0] != Image || columns[truth] != Class)
            throw new DataFileException(path, $"has the columns {string.Join(", ", columns)}, where {Image}, {Class} and the names of the classes are expected; give the folder of a run or an evaluation.");
        ImmutableArray<string> classes = columns[(truth + 1)..];
        try
        {
            return new([.. table.Rows.Select(row => classes.IndexOf(row[truth]))], [.. table.Rows.SelectMany(row => row[(truth + 1)..].Select(Number))], classes,
                [.. table.Rows.Select(row => new ImageIdentity(row[0], row[truth - 1]))]);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new DataFileException(path, $"is damaged: {e.Message.TrimEnd('.')}; make it again with qcluster evaluate.", e);
        }
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(path, $"cannot be read: {e.Message}", e);
        }
    }

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(f => f.AsSpan().ContainsAny(',', '"', '\t') ? $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : f));
}
