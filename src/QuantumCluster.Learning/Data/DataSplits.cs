namespace QuantumCluster.Learning.Data;

/// <summary>
/// A data set, parted. <see cref="Train"/> moves the weights, <see cref="Validation"/> chooses the model, <see cref="Test"/> is looked at once.
/// </summary>
public sealed class DataSplits
{
    /// <param name="name">Short name for people and manifests, such as <c>pneumonia</c>.</param>
    /// <exception cref="ArgumentException">The parts differ in size, channels or classes, or a part lacks a class (its AUC would have no meaning).</exception>
    public DataSplits(string name, ImageSet train, ImageSet validation, ImageSet test)
    {
        Require(train, train, "training");
        Require(train, validation, "validation");
        Require(train, test, "test");
        (Name, Train, Validation, Test) = (name, train, validation, test);
    }

    public string Name { get; }

    public ImageSet Train { get; }

    public ImageSet Validation { get; }

    public ImageSet Test { get; }

    private static void Require(ImageSet train, ImageSet part, string name)
    {
        if (part.Size != train.Size || part.Channels != train.Channels || !part.ClassNames.SequenceEqual(train.ClassNames))
            throw new ArgumentException($"The {name} images are {part.Channels} × {part.Size} × {part.Size} with {part.ClassNames.Length} classes, "
                + $"the training images {train.Channels} × {train.Size} × {train.Size} with {train.ClassNames.Length}; all parts must agree.");
        for (int c = 0; c < part.ClassNames.Length; c++)
            if (!part.Labels.Contains(c)) throw new ArgumentException($"The {name} images hold none of class {c} ({part.ClassNames[c]}); every part needs every class.");
    }
}
