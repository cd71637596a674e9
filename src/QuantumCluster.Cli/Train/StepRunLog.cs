using System.Text;
using System.Text.Json;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cli.Replay;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>Keeps, beside the recording of a coordinator in this process, which runs each training step asked for: its forward pass, and the last one for its gradients.</summary>
/// <param name="runsPerStep">As in <see cref="GradientMethod.RunsPerStep"/>.</param>
internal sealed class StepRunLog(string recording, MeteredExecutor meter, int runsPerStep) : ITrainingObserver, IDisposable
{
    private const ulong Session = 0; // of the only client of a cluster in this process

    private readonly RecordingFolder _folder = new(recording);
    private readonly StreamWriter _writer = new(StepRuns.FileIn(recording), append: true, new UTF8Encoding(false)) { AutoFlush = true };

    public void Observe(TrainingEvent happened)
    {
        if (happened is not StepCompleted step) return;
        long passes = meter.Passes; // a step ends with its own passes
        // Asked for after every step: the coordinator begins its recording when it starts, and another one should it start again.
        string ledger = Path.GetFileName(_folder.Files.LastOrDefault() ?? "");
        var runs = new StepRuns(ledger, (long)(step.Epoch - 1) * step.Steps + step.Step, step.Epoch, Text(passes - runsPerStep + 1), Text(passes));
        _writer.Write(JsonSerializer.Serialize(runs, StepRuns.Json) + "\n");
    }

    public void Dispose() => _writer.Dispose();

    private static string Text(long number) => new RunId(Session, number).ToString();
}
