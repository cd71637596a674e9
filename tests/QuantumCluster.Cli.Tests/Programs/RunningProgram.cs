using System.Diagnostics;
using System.Text;

namespace QuantumCluster.Cli.Tests.Programs;

/// <summary>A program of ours as a process of its own, its output collected. Disposing ends it, and only it.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    private RunningProgram(Process process) => _process = process;

    public static RunningProgram Start(string program, string directory, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var running = new RunningProgram(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => Collect(running._output, line.Data);
        running._process.ErrorDataReceived += (_, line) => Collect(running._error, line.Data);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        if (input is not null) running._process.StandardInput.Write(input);
        running._process.StandardInput.Close();
        return running;
    }

    public bool HasEnded => _process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    public Finished Wait()
    {
        if (!_process.WaitForExit(Limit)) throw new TimeoutException($"Not ended after {Limit}. Output: {Output} Error: {Error}");
        _process.WaitForExit(); // until both streams are read to their ends
        return new(_process.ExitCode, Output, Error);
    }

    /// <summary>Waits until the output holds <paramref name="text"/>.</summary>
    public async Task UntilOutputHas(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (HasEnded && !Output.Contains(text, StringComparison.Ordinal)) throw new InvalidOperationException($"Ended with {_process.ExitCode} before \"{text}\". Output: {Output} Error: {Error}");
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>SIGKILL: no farewell.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, which programs treat like Ctrl+C; SIGINT may be ignored where tests run in the background.</summary>
    public void AskToEnd()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Collect(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}

/// <summary>What a program left behind.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts one sentence on standard error, no stack trace, and that it holds all of <paramref name="words"/>.</summary>
    public void FailedWith(int exitCode, params string[] words)
    {
        Assert.True(exitCode == ExitCode, $"Ended with {ExitCode}, not {exitCode}. Output: {Output} Error: {Error}");
        Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        foreach (string word in words) Assert.Contains(word, Error, StringComparison.Ordinal);
    }

    public Finished Succeeded()
    {
        Assert.True(ExitCode == 0, $"Ended with {ExitCode}. Output: {Output} Error: {Error}");
        return this;
    }
}
