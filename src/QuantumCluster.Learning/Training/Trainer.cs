#pragma warning disable CS9113
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Trains a network into a run directory: <c>manifest.json</c>, <c>best.safetensors</c> and <c>checkpoints/epoch-NNN.safetensors</c>.
/// Runs on the calling thread until it is done; everything random is keyed by the settings' seed.
/// </summary>
public sealed class Trainer(HybridNetwork network, DataSplits data, TrainingSettings settings, TimeProvider time, ITrainingObserver observer)
{
    /// <summary>Starts a new run.</summary>
    /// <param name="directory">Made when it does not exist; must not hold a run already.</param>
    /// <param name="origin">What the caller wants to find in the manifest again, such as its own options; kept word for word.</param>
    /// <exception cref="DataFiles.DataFileException">The directory holds a run already, or cannot be written.</exception>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor failed; the epochs done so far stand in the directory.</exception>
    /// <exception cref="OperationCanceledException">Likewise.</exception>
    public TrainingResult Train(string directory, IReadOnlyDictionary<string, string> origin, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Goes on after the last finished epoch, with the same bits as if the run had never stopped.</summary>
    /// <exception cref="DataFiles.DataFileException">There is no run in the directory, or it was trained on other data, another circuit or other settings
    /// (only the number of epochs and of threads may differ).</exception>
    public TrainingResult Resume(string directory, CancellationToken cancellation = default) => throw new NotImplementedException();
}
