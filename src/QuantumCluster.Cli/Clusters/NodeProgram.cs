using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Clusters;

/// <summary>The option by which a command that starts nodes is told their program.</summary>
internal static class NodeProgram
{
    public static Option<string?> Option() => TypedOptions.Text("--node", "PATH", "the program of the node processes, qcluster-node (default: this one)");

    /// <returns>The node's command, its first arguments included.</returns>
    /// <exception cref="BadInputException">There is no such file.</exception>
    public static IReadOnlyList<string> Of(string? path) => path switch
    {
        null when Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" => [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0], "node"], // started as: dotnet qcluster.dll
        null => [Environment.ProcessPath!, "node"],
        _ when File.Exists(path) => [Path.GetFullPath(path)],
        _ => throw new BadInputException($"--node is \"{path}\", and there is no such file; give the path of qcluster-node."),
    };
}
