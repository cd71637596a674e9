namespace QuantumCluster.Cli.Tests.Programs;

/// <summary>A folder for one test, and <c>qcluster</c> run in it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("qcluster-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public Finished QCluster(params string[] arguments) => QClusterReading(null, arguments);

    public Finished QClusterReading(string? input, params string[] arguments)
    {
        using RunningProgram program = RunningProgram.Start(BuiltProgram.QCluster, Path, input, arguments);
        return program.Wait();
    }

    /// <summary>With an instruction set that the runtime is told not to use.</summary>
    public Finished QClusterWithout(string instructions, params string[] arguments)
    {
        using RunningProgram program = RunningProgram.Start("env", Path, null, [$"{instructions}=0", BuiltProgram.QCluster, .. arguments]);
        return program.Wait();
    }

    public RunningProgram StartQCluster(params string[] arguments) => RunningProgram.Start(BuiltProgram.QCluster, Path, null, arguments);

    public RunningProgram StartNode(params string[] arguments) => RunningProgram.Start(BuiltProgram.Node, Path, null, arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
