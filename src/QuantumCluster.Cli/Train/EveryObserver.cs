using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>Tells several observers, in order.</summary>
internal sealed class EveryObserver(params ITrainingObserver[] observers) : ITrainingObserver
{
    public void Observe(TrainingEvent happened)
    {
        foreach (ITrainingObserver observer in observers) observer.Observe(happened);
    }
}
