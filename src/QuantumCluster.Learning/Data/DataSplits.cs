using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// A data set, parted. <see cref="Train"/> moves the weights, <see cref="Validation"/> chooses the model, <see cref="Test"/> is looked at once.
/// </summary>
public sealed class DataSplits : IDisposable
{
    private readonly IDisposable? _source;

    /// <param name="name">Short name for people and manifests, such as <c>pneumonia</c>.</param>
    /// <param name="source">What the parts read from, disposed with them.</param>
    /// <exception cref="ArgumentException">The parts differ in size, channels or classes, or a part lacks a class (its AUC would have no meaning).</exception>
    public DataSplits(string name, IImageSource train, IImageSource validation, IImageSource test, IDisposable? source = null)
    {
        Require(train, train, "training");
        Require(train, validation, "validation");
        Require(train, test, "test");
        (Name, Train, Validation, Test, _source) = (name, train, validation, test, source);
    }

    public string Name { get; }

    public IImageSource Train { get; }

    public IImageSource Validation { get; }

    public IImageSource Test { get; }

    /// <summary>The same parts, the training part in views drawn anew in every epoch. Owns what this one owned.</summary>
    /// <param name="views">As in <see cref="Symmetries"/>; 1 changes nothing.</param>
    /// <param name="seed">Keys the views.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of views.</exception>
    public DataSplits InDrawnViews(int views, Seed seed) => views == 1 ? this : new(Name, new DrawnViews(Train, views, seed), Validation, Test, _source);

    /// <summary>A part for whoever judges a model by it: its images once and, where a training would vary them anew, as they are.</summary>
    public IImageSource Of(DataPart part) => part switch
    {
        DataPart.Train => Train.ForJudging(),
        DataPart.Validation => Validation.ForJudging(),
        DataPart.Test => Test.ForJudging(),
        DataPart.All => new JoinedImages(Train.ForJudging(), Validation.ForJudging(), Test.ForJudging()),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    public void Dispose() => _source?.Dispose();

    private static void Require(IImageSource train, IImageSource part, string name)
    {
        if (part.Size != train.Size || part.Channels != train.Channels || !part.ClassNames.SequenceEqual(train.ClassNames))
            throw new ArgumentException($"The {name} images are {part.Channels} × {part.Size} × {part.Size} with {part.ClassNames.Length} classes, "
                + $"the training images {train.Channels} × {train.Size} × {train.Size} with {train.ClassNames.Length}; all parts must agree.");
        for (int c = 0; c < part.ClassNames.Length; c++)
            if (!part.Labels.Contains(c)) throw new ArgumentException($"The {name} images hold none of class {c} ({part.ClassNames[c]}); every part needs every class.");
    }
}
