using QuantumCluster.Experiments.Plots;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Keeps a run's folder: every step and epoch as it happens, metrics and plots at the end. Not thread-safe.</summary>
public sealed class RunRecorder(RunFolder folder, RunFacts facts, Func<ClusterFigures> cluster) : ITrainingObserver, IDisposable
{
    private readonly List<StepLoss> _losses = [];
    private readonly List<EpochSummary> _epochs = [];
    private StepLog? _steps;
    private TrainingStarted? _started;

    public void Observe(TrainingEvent happened)
    {
        switch (happened)
        {
            case TrainingStarted started:
                Directory.CreateDirectory(folder.Path);
                _started = started;
                _epochs.AddRange(started.History);
                folder.Sweep();
                _steps = StepLog.Open(folder.Steps, started);
                if (_epochs.Count > 0) EpochLog.Write(folder, _epochs);
                _losses.AddRange(_steps.Kept.Select(kept => Loss(kept.Epoch, kept.Step, started.StepsPerEpoch, kept.Loss)));
                break;
            case StepCompleted step:
                _steps!.Add(step);
                _losses.Add(Loss(step.Epoch, step.Step, step.Steps, step.Loss));
                break;
            case CheckpointDue:
                _steps!.Flush();
                break;
            case EpochCompleted epoch:
                _epochs.Add(epoch.Summary);
                EpochLog.Write(folder, _epochs);
                LossPlot.Write(folder.LossPlot, _losses, _epochs);
                break;
            case TrainingCompleted completed:
                EpochLog.Write(folder, completed.Result.History);
                LossPlot.Write(folder.LossPlot, _losses, completed.Result.History);
                ConfusionPlot.Write(folder.ConfusionPlot, completed.Result.Test);
                PredictionsFile.Write(folder.Predictions, completed.Result.Test.Predictions);
                MetricsFile.Write(folder.Metrics, facts, cluster(), _started!.StateElements, completed.Result);
                break;
        }
    }

    private static StepLoss Loss(int epoch, int step, int steps, double loss) => new(epoch - 1 + (double)step / steps, loss);

    public void Dispose() => _steps?.Dispose();
}
