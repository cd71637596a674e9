using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

/// <summary>A training that lasts seconds.</summary>
internal static class TinyRun
{
    public static string[] Arguments(string directory, params string[] more) =>
        ["train", "--train-images", "24", "--batch-size", "8", "--out", directory, .. more.Contains("twin") ? [] : (string[])["--kernel", "su4"], .. more.Contains("--epochs") ? [] : (string[])["--epochs", "2"], .. more];

    public static string Train(Scratch scratch, string name, params string[] more)
    {
        scratch.QCluster(Arguments(name, more)).Succeeded();
        return scratch.In(name);
    }
}
