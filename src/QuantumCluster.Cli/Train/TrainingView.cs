using System.Collections.Immutable;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>What a display shows of a training: the latest of each kind of event. Written by the training thread, read by any.</summary>
internal sealed class TrainingView : ITrainingObserver
{
    private readonly Lock _gate = new();
    private Snapshot _now = new(null, null, []);

    /// <param name="Started">Null while data and weights are loaded.</param>
    /// <param name="Step">Null before the first step.</param>
    public sealed record Snapshot(TrainingStarted? Started, StepCompleted? Step, ImmutableArray<EpochSummary> Epochs)
    {
        public EpochSummary? Best => Epochs.LastOrDefault(e => e.Best);
    }

    public Snapshot Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    public void Observe(TrainingEvent happened)
    {
        lock (_gate)
            _now = happened switch
            {
                TrainingStarted started => _now with { Started = started, Epochs = [.. started.History] },
                StepCompleted step => _now with { Step = step },
                EpochCompleted epoch => _now with { Epochs = _now.Epochs.Add(epoch.Summary) },
                _ => _now,
            };
    }
}
