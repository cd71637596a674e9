using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>
/// Which images make up which share of which step: a pure function of the settings and the number of images, so that every trainer knows it by itself.
/// The batches of an epoch are its micro-batches, and so many of them in their order are a step; an epoch's last step may have fewer, and
/// its last micro-batch fewer images, at least 2. Not for concurrent calls.
/// </summary>
internal sealed class ShareSchedule
{
    private readonly Seed _seed;
    private readonly int _images, _batchSize, _accumulate;
    private (int Epoch, int[][][] Steps) _latest;

    public ShareSchedule(TrainingSettings settings, int images)
    {
        (_seed, _images, _batchSize, _accumulate) = (settings.Seed, images, settings.BatchSize, settings.Accumulate);
        _latest = (1, StepsOf(1));
    }

    public int StepsPerEpoch => _latest.Steps.Length;

    /// <summary>The epoch, from 1, of a step that is counted from 0 over all epochs.</summary>
    public int EpochOf(long step) => checked((int)(step / StepsPerEpoch)) + 1;

    /// <returns>The images of each share of the step, by their index among the training images.</returns>
    public IReadOnlyList<int[]> Step(long step)
    {
        int epoch = EpochOf(step);
        if (_latest.Epoch != epoch) _latest = (epoch, StepsOf(epoch));
        return _latest.Steps[step % StepsPerEpoch];
    }

    /// <summary>The images of a share; null when the step has no such share.</summary>
    public int[]? Images(ShareKey key) => key.Step >= 0 && Step(key.Step) is var shares && key.Share >= 0 && key.Share < shares.Count ? shares[key.Share] : null;

    /// <summary>The share so many places further on in the same epoch; null when it ends before.</summary>
    public ShareKey? After(ShareKey key, long places)
    {
        long place = key.Step % StepsPerEpoch * _accumulate + key.Share + places;
        var further = new ShareKey(key.Step - key.Step % StepsPerEpoch + place / _accumulate, (int)(place % _accumulate));
        return place >= 0 && EpochOf(further.Step) == EpochOf(key.Step) && Images(further) is not null ? further : null;
    }

    /// <summary>Places from one share of an epoch to another one of the same epoch; 1 when they are of different epochs.</summary>
    public long Places(ShareKey from, ShareKey to) => EpochOf(from.Step) == EpochOf(to.Step) ? (to.Step - from.Step) * _accumulate + to.Share - from.Share : 1;

    private int[][][] StepsOf(int epoch) => [.. BatchOrder.Of(_seed, epoch, _images, _batchSize).Chunk(_accumulate)];
}
