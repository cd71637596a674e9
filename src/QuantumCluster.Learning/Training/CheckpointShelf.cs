using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Training;

/// <summary>The checkpoints of a run directory: the last few, named by the steps done.</summary>
internal sealed class CheckpointShelf(RunDirectory place)
{
    private const string DamagedSuffix = ".damaged";

    /// <summary>Writes the checkpoint and then removes all but the newest <paramref name="keep"/>.</summary>
    public void Put(Checkpoint checkpoint, long step, int keep)
    {
        checkpoint.Write(place.Checkpoint(step));
        foreach (string old in place.CheckpointsNewestFirst().Skip(keep)) File.Delete(old);
    }

    /// <summary>
    /// Restores the newest checkpoint that is whole. Those passed over are reported and renamed, so that they neither count among the last
    /// few nor stand in the way of the steps that are done again.
    /// </summary>
    /// <exception cref="DataFileException">There is none.</exception>
    public Checkpoint RestoreNewest(ImageClassifier network, Adadelta optimizer, ITrainingObserver observer)
    {
        string[] files = place.CheckpointsNewestFirst();
        var damaged = new List<DataFileException>();
        foreach (string file in files)
            try
            {
                Checkpoint checkpoint = Checkpoint.Restore(file, network, optimizer);
                for (int i = 0; i < damaged.Count; i++)
                {
                    observer.Observe(new CheckpointPassedOver(damaged[i].Message, files[i + 1]));
                    File.Move(files[i], files[i] + DamagedSuffix, overwrite: true);
                }

                return checkpoint;
            }
            catch (DataFileException e)
            {
                damaged.Add(e);
            }

        throw new DataFileException(place.Path, damaged.Count == 0
            ? "holds no checkpoint; start a new run in another directory."
            : $"cannot be resumed, none of its {files.Length} checkpoints is whole; start a new run in another directory (the newest, {damaged[0].Message.TrimEnd('.')}).");
    }
}
