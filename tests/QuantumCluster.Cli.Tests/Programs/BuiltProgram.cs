namespace QuantumCluster.Cli.Tests.Programs;

/// <summary>Where the build puts the programs: beside the tests' own output, in the same configuration.</summary>
internal static class BuiltProgram
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The repository's root: tests/&lt;project&gt;/bin/&lt;configuration&gt;/&lt;framework&gt; is five levels below it.</summary>
    public static string Root { get; } = Output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static string QCluster { get; } = Find("QuantumCluster.Cli", "qcluster");

    public static string Node { get; } = Find("QuantumCluster.Node", "qcluster-node");

    public static string ReferenceVectors { get; } = Path.Combine(Root, "tests", "reference", "reference-vectors.json");

    private static string Find(string project, string name) =>
        Path.Combine(Root, "src", project, "bin", Output.Parent!.Name, Output.Name, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
