using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>What does not stop a training but must not go unseen: a sentence each on standard error.</summary>
internal sealed class Warnings(TextWriter error) : ITrainingObserver
{
    public void Observe(TrainingEvent happened)
    {
        if (happened is CheckpointPassedOver e) error.WriteLine($"{e.Problem.TrimEnd('.')}; going on from the checkpoint before it, {e.Next}.");
    }
}
