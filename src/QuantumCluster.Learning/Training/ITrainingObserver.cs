namespace QuantumCluster.Learning.Training;

/// <summary>Is told what happens, on the training thread: a slow observer slows training.</summary>
public interface ITrainingObserver
{
    void Observe(TrainingEvent happened);
}
