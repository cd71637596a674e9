using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>One node in an operating system process of its own; killed at the latest when disposed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [], _errors = [];
    private readonly TaskCompletionSource<string> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NodeProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "node", "qcluster-node.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Hear(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(_errors, e.Data);
        _process.Exited += (_, _) => _up.TrySetException(new InvalidOperationException($"The node ended before it was up: {Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A file of the repository's <c>hocon</c> folder.</summary>
    public static string Hocon(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "hocon", file))) folder = folder.Parent ?? throw new FileNotFoundException($"There is no hocon/{file} above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "hocon", file);
    }

    /// <summary>Different ports that are free now.</summary>
    public static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }

    /// <summary>The line that the node writes when it is up.</summary>
    public Task<string> Up => _up.Task;

    /// <summary>Lines on standard output so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>Lines on standard error so far.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    public string Said => string.Join(Environment.NewLine, [.. Output, .. Errors]);

    /// <summary>Waits until so many lines on standard output and standard error have these words in them.</summary>
    public async Task SaysAsync(int lines, string words)
    {
        while (Output.Concat(Errors).Count(line => line.Contains(words, StringComparison.Ordinal)) < lines) await Task.Delay(20);
    }

    /// <summary>No warning, no clean-up: SIGKILL where there are signals.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, and the exit code that follows.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await ExitAsync();
    }

    /// <param name="signal">STOP, CONT, TERM, …</param>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines) return [.. lines];
    }

    private void Hear(List<string> lines, string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
        if (line.Contains(" up at ", StringComparison.Ordinal)) _up.TrySetResult(line);
    }
}
