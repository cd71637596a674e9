using System.Diagnostics;
using System.Globalization;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>A node of a cluster as an operating system process of its own. Disposing ends it at once, and only it.</summary>
public sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastWord = "";

    private NodeProcess(Process process) => _process = process;

    /// <summary>Ends when the node has said that it is up.</summary>
    public Task Up => _up.Task;

    /// <summary>Ends with the exit code when the process has ended, however it did.</summary>
    public Task<int> Ended => _ended.Task;

    public int Id => _process.Id;

    /// <summary>HOST:PORT, once it is up.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The last line on standard error; empty when there is none.</summary>
    public string LastWord => _lastWord;

    /// <summary>Starts a node. Its standard input ends with this process: with <c>node.ends-with-input = on</c> it does not outlive it.</summary>
    /// <param name="program">The node's command, its first arguments included: <c>qcluster node</c> or <c>qcluster-node</c>.</param>
    /// <param name="heard">Gets every line that the node says, on standard output or error; from any thread.</param>
    public static NodeProcess Start(IReadOnlyList<string> program, IEnumerable<string> arguments, Action<string>? heard = null)
    {
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var node = new NodeProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        node._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Split(" up at ") is not [_, var place, ..]) return;
            node.Address = place.Split(',')[0];
            node._up.TrySetResult();
        };
        node._process.ErrorDataReceived += (_, line) => node._lastWord = line.Data ?? node._lastWord;
        node._process.OutputDataReceived += (_, line) => Pass(line.Data);
        node._process.ErrorDataReceived += (_, line) => Pass(line.Data);
        node._process.Exited += (_, _) =>
        {
            node._up.TrySetException(new ExecutionFailedException($"A node ended before it was up. {node._lastWord}".TrimEnd()));
            node._ended.TrySetResult(node._process.ExitCode);
        };
        node._process.Start();
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        return node;

        void Pass(string? line)
        {
            if (line is not null) heard?.Invoke(line);
        }
    }

    /// <summary>No farewell: SIGKILL where there are signals.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Stops it in its tracks (SIGSTOP): it lives, holds its connections, and does nothing.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Stops it in its tracks for a while. It goes on afterwards even if this process has ended by then.</summary>
    public void FreezeFor(TimeSpan time)
    {
        using Process shell = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -STOP {_process.Id}; sleep {time.TotalSeconds}; kill -CONT {_process.Id}")]);
    }

    /// <summary>Asks it to end (SIGTERM): it finishes what it has and leaves the cluster.</summary>
    public void AskToEnd() => Signal("TERM");

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
