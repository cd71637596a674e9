using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>A run that has trained a model, to look at what the model can do.</summary>
public sealed class TrainedRun
{
    private readonly RunDirectory _place;

    private TrainedRun(RunDirectory place, RunManifest manifest) => (_place, Manifest) = (place, manifest);

    public RunManifest Manifest { get; }

    /// <exception cref="DataFileException">There is no run, its manifest is damaged, or it has no model yet.</exception>
    public static TrainedRun Open(string directory)
    {
        RunManifest manifest = RunManifest.Read(directory);
        if (manifest.BestEpoch == 0) throw new DataFileException(directory, "holds no model yet, for no epoch of its training is done; go on with it by qcluster train --resume.");
        return new(new(directory), manifest);
    }

    /// <summary>Makes the network the model of the run's best epoch, and sets torch's number of threads, for the process, to that of the training.</summary>
    /// <exception cref="DataFileException">The model is missing or damaged, or the network is another one.</exception>
    public void RestoreInto(ImageClassifier network)
    {
        if (RunDescription.Of(network) != Manifest.Network)
            throw new DataFileException(_place.Path, "was trained with another circuit, readout, cut, variant set or class of devices than its manifest gives here; use the version that trained it, and the same --config for devices.");
        set_num_threads(Manifest.Settings.Threads);
        NetworkState.Restore(_place.Best, network);
    }

    /// <summary>How the circuit is run on a part of the training's own data: as the training did at its end, shots included, so that the numbers are its own.</summary>
    public LayerRun Looking(DataPart part) => Looking(part switch { DataPart.Test => TrainingSettings.LookAtTest, DataPart.Validation => TrainingSettings.LookAtBest, _ => $"{part}" });

    /// <summary>How the circuit is run on other images, with chance of their own.</summary>
    /// <param name="at">Keys the shots.</param>
    public LayerRun Looking(string at)
    {
        TrainingSettings settings = Manifest.Settings;
        int steps = BatchOrder.Of(settings.Seed, 1, Manifest.Data.Train, settings.BatchSize).Count;
        return settings.Looking(at, (long)Manifest.EpochsDone * steps, epoch: 0);
    }

    /// <summary>True when these are, byte for byte and part by part, the images of the training. Reads all of them.</summary>
    public bool WasTrainedOn(DataSplits data) => RunDescription.DigestOf(data) == Manifest.Data.Digest;
}
