using System.Diagnostics;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>A node of a cluster as an operating system process of its own. Disposing ends it at once, and only it.</summary>
public sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastWord = "";

    private NodeProcess(Process process) => _process = process;

    /// <summary>Ends when the node has said that it is up.</summary>
    public Task Up => _up.Task;

    public int Id => _process.Id;

    /// <param name="program">The node's command, its first arguments included: <c>qcluster node</c> or <c>qcluster-node</c>.</param>
    public static NodeProcess Start(IReadOnlyList<string> program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var node = new NodeProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        node._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(" up at ", StringComparison.Ordinal) == true) node._up.TrySetResult();
        };
        node._process.ErrorDataReceived += (_, line) => node._lastWord = line.Data ?? node._lastWord;
        node._process.Exited += (_, _) => node._up.TrySetException(new ExecutionFailedException($"A node ended before it was up. {node._lastWord}".TrimEnd()));
        node._process.Start();
        node._process.StandardInput.Close();
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        return node;
    }

    /// <summary>No farewell: SIGKILL where there are signals.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Stops it in its tracks (SIGSTOP): it lives, holds its connections, and does nothing.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Thaw() => Signal("CONT");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }
}
