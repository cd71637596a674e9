using System.Diagnostics;
using System.Text.Json;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>
/// Another program that trains MobileNetV2, lap by lap when it is asked to: <c>benchmarks/pytorch/mobilenetv2.py</c>, or whatever speaks as it does.
/// One process for all laps, so that its warm-up is not part of any.
/// </summary>
internal sealed class PyTorch : IDisposable
{
    /// <summary>With channels innermost in memory, and not.</summary>
    public static readonly IReadOnlyList<string> Layouts = ["channels-last", "contiguous"];

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private readonly string _command;
    private readonly Process _process;
    private readonly Task<string> _complaint;

    private PyTorch(string command, Process process) =>
        (_command, _process, _complaint) = (command, process, process.StandardError.ReadToEndAsync());

    /// <summary>The version that it names.</summary>
    public string Version { get; private set; } = "";

    /// <param name="command">A line for the shell; gets <c>--serve --batch-size N</c> at its end.</param>
    /// <param name="batch">Images of a step.</param>
    /// <exception cref="ExecutionFailedException">It does not start, or speaks otherwise.</exception>
    public static PyTorch Start(string command, int batch)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{command} --serve --batch-size {batch}"])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var started = new PyTorch(command, Process.Start(start)!);
        try
        {
            started.Version = started.Answer(answer => answer.GetProperty("torch").GetString()!);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    /// <summary>Trains some steps more.</summary>
    /// <returns>Seconds of every step.</returns>
    /// <exception cref="ExecutionFailedException">It has ended, or speaks otherwise.</exception>
    public double[] Lap(int imageSize, string layout, int steps)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { imageSize, layout, steps }));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw Ended();
        }

        return Answer(answer => answer.GetProperty("seconds").EnumerateArray().Select(s => s.GetDouble()).ToArray());
    }

    /// <summary>It ends when its input does; when it takes its time over that, at once.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        if (!_process.WaitForExit(Farewell)) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private T Answer<T>(Func<JsonElement, T> read)
    {
        string line = _process.StandardOutput.ReadLine() ?? throw Ended();
        try
        {
            using JsonDocument answer = JsonDocument.Parse(line);
            return read(answer.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ExecutionFailedException($"\"{_command}\" said \"{line}\"; answers like those of benchmarks/pytorch/mobilenetv2.py were expected.", e);
        }
    }

    private ExecutionFailedException Ended()
    {
        string last = _complaint.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("It said nothing.");
        return new($"\"{_command}\" has ended without an answer. {last}");
    }
}
