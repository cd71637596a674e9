using System.Globalization;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>Lines for a log: about ten an epoch, and one at its end. Used where standard output is no terminal.</summary>
internal sealed class PlainLog(TextWriter output, ClusterWatch cluster) : ITrainingObserver
{
    private int _lastEpoch;

    public void Observe(TrainingEvent happened)
    {
        switch (happened)
        {
            case TrainingStarted started:
                _lastEpoch = started.LastEpoch;
                Line($"training on {started.TrainImages} images, {started.ValidationImages} for validation, {started.TestImages} for the test; {started.StepsPerEpoch} steps an epoch");
                if ((started.FirstEpoch, started.StepsDone) != (1, 0)) Line($"going on after epoch {(started.StepsDone > 0 ? started.FirstEpoch : started.FirstEpoch - 1)}, step {(started.StepsDone > 0 ? started.StepsDone : started.StepsPerEpoch)}");
                break;
            case StepCompleted step when step.Step == step.Steps || step.Step % Math.Max(1, step.Steps / 10) == 0:
                Line($"epoch {step.Epoch}/{_lastEpoch}  step {step.Step}/{step.Steps}  loss {step.Loss:F4}  {step.ImagesPerSecond:F0} images/s{(cluster.HasCluster ? Text($"  {cluster.JobsPerSecond:F0} jobs/s  {cluster.Latest?.DevicesBusy ?? 0} of {cluster.Latest?.Devices ?? 0} devices busy") : "")}");
                break;
            case EpochCompleted { Summary: var epoch, WaitedForImages: var waited }:
                Line($"epoch {epoch.Epoch}/{_lastEpoch}  done in {epoch.Seconds:F1} s  training loss {epoch.TrainLoss:F4}  validation loss {epoch.ValidationLoss:F4}  accuracy {epoch.ValidationAccuracy:F4}  AUC {epoch.ValidationAuc:F4}  waited {waited.TotalSeconds:F1} s for images{(epoch.Best ? "  (best so far)" : "")}");
                break;
            case StoppedEarly stopped:
                Line($"stopped after epoch {stopped.Epoch}: none was better than the best for {stopped.Patience} epochs");
                break;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(FormattableString text)
    {
        output.WriteLine(Text(text));
        output.Flush();
    }
}
