using System.Text.Json;

namespace QuantumCluster.Cli.Tests.Train;

/// <summary>The losses of a run as its files have them, digit by digit.</summary>
internal static class LossCurve
{
    /// <summary>One text per step: epoch, step and loss.</summary>
    public static string[] Steps(string directory) => [.. File.ReadLines(Path.Combine(directory, "steps.jsonl")).Select(line => Text(line, "epoch", "step", "loss"))];

    /// <summary>One text per epoch: all but the seconds.</summary>
    public static string[] Epochs(string directory) =>
        [.. File.ReadLines(Path.Combine(directory, "epochs.jsonl")).Select(line => Text(line, "epoch", "trainLoss", "validationLoss", "validationAccuracy", "validationAuc", "best"))];

    public static void AssertEqual(string expected, string actual)
    {
        Assert.Equal(Steps(expected), Steps(actual));
        Assert.Equal(Epochs(expected), Epochs(actual));
    }

    private static string Text(string line, params string[] names)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return string.Join(' ', names.Select(n => document.RootElement.GetProperty(n).GetRawText()));
    }
}
