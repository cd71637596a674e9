using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data.Augmentations;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>Data sets under a protocol, ready to train on.</summary>
public static class PlannedSplits
{
    /// <summary>Smallest and largest height and width that are taken.</summary>
    public const int SmallestImageSize = 16, LargestImageSize = 512;

    /// <summary>Pictures per class that the paper brought HAM10000 and ISIC 2017 to (its section 4.1 swaps the two; tables 2 and 3 fit only these).</summary>
    public const int HamPerClass = 2000, IsicPerClass = 1372;

    private const string Split = "split";

    /// <summary>A data set of picture files. They are decoded in the background, the training part's in the order of its first epoch.</summary>
    /// <param name="collection">Owned by the result.</param>
    /// <param name="run">The run's seed, which keys split, augmentation and, as training does, the order of the images.</param>
    /// <param name="workers">Threads that decode, at least 1.</param>
    /// <param name="copies">As in <see cref="PlanOf"/>.</param>
    /// <param name="judged">The only part that will be looked at, to judge a model by it; null for a training, which needs all.</param>
    public static DataSplits Of(PictureCollection collection, int imageSize, Protocol protocol, Seed run, int workers, CopyRule copies = CopyRule.Fixed, DataPart? judged = null)
    {
        SplitPlan plan = PlanOf(collection, protocol, run.For(Split), copies);
        Augmentation augmentation = collection.Name == ChestXray.Name ? Augmentation.Radiography : Augmentation.Dermoscopy;
        var pictures = new PictureSet(collection, Checked(imageSize));
        pictures.DecodeAhead(judged switch
        {
            DataPart.Train => All(plan.Train.AsItIs()),
            DataPart.Validation => All(plan.Validation),
            DataPart.Test => All(plan.Test),
            DataPart.All => [.. All(plan.Train.AsItIs()), .. All(plan.Validation), .. All(plan.Test)],
            _ => [.. BatchOrder.Of(run, 1, plan.Train.Count, plan.Train.Count)[0].Select(place => plan.Train.At(place, 1).Picture), .. All(plan.Validation), .. All(plan.Test)],
        }, workers);
        return new(collection.Name, new PlannedImages(pictures, plan.Train, augmentation), new PlannedImages(pictures, plan.Validation, augmentation), new PlannedImages(pictures, plan.Test, augmentation), pictures);

        static IEnumerable<int> All(PartPlan part) => Enumerable.Range(0, part.Count).Select(place => part.At(place, IImageSource.NoEpoch).Picture);
    }

    /// <summary>PneumoniaMNIST in its official parts: for <see cref="Protocol.Paper"/> as they are, by default with the training part balanced and varied.</summary>
    /// <exception cref="DataFileException">The file is missing, damaged or another data set.</exception>
    public static DataSplits Pneumonia(string path, int imageSize, Protocol protocol, Seed run)
    {
        DataSplits official = PneumoniaMnist.Load(path, Checked(imageSize));
        if (protocol == Protocol.Paper) return official;
        IImageSource train = official.Train;
        BalancedPart plan = BalancedPart.Of(run.For(Split).For("training"), [.. Enumerable.Range(0, train.Count)], train.Labels, train.ClassNames.Length, train.Count / train.ClassNames.Length);
        return new(official.Name, new PlannedImages(train, plan, Augmentation.Radiography), official.Validation, official.Test);
    }

    /// <summary>The plan of a collection; pure.</summary>
    /// <param name="copies">For <see cref="Protocol.Paper"/> on skin lesions; without meaning elsewhere, where no part has copies.</param>
    public static SplitPlan PlanOf(PictureCollection collection, Protocol protocol, Seed seed, CopyRule copies = CopyRule.Fixed)
    {
        ImmutableArray<LabelledPicture> pictures = collection.Pictures;
        bool chest = collection.Name == ChestXray.Name;
        int perClass = collection.Name switch { Ham10000.Name => HamPerClass, Isic2017.Name => IsicPerClass, _ => pictures.Count(p => p.Part == OfficialPart.Train) / collection.ClassNames.Length };
        return protocol == Protocol.Default ? SplitPlan.Default(pictures, perClass, seed) : chest ? SplitPlan.Official(pictures, seed) : SplitPlan.Paper(pictures, perClass, seed, copies);
    }

    private static int Checked(int imageSize) => imageSize is >= SmallestImageSize and <= LargestImageSize
        ? imageSize
        : throw new ArgumentOutOfRangeException(nameof(imageSize), imageSize, $"Images must be {SmallestImageSize} to {LargestImageSize} pixels wide.");
}
