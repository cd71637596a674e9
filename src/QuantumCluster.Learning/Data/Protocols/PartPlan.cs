using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Data.Protocols;

/// <summary>What stands at a place of a part: a picture of the data set, as it is or varied.</summary>
/// <param name="Picture">Index in the data set.</param>
/// <param name="Variation">Keys the augmentation; null for the picture as it is.</param>
public readonly record struct Drawn(int Picture, Seed? Variation);

/// <summary>Which pictures make up a part of a data set; a pure function of place and epoch.</summary>
public abstract record PartPlan
{
    private protected PartPlan() { }

    /// <summary>Class index at every place, the same in every epoch.</summary>
    public abstract ImmutableArray<int> Labels { get; }

    public int Count => Labels.Length;

    /// <summary>Whether <see cref="At"/> changes from epoch to epoch.</summary>
    public abstract bool Varies { get; }

    /// <param name="epoch">From 1, or <see cref="IImageSource.NoEpoch"/>.</param>
    public abstract Drawn At(int place, int epoch);

    /// <summary>The part without what changes from epoch to epoch: every picture once, not varied; what is fixed stays.</summary>
    public abstract FixedPart AsItIs();

    /// <summary>What determines the part, in a text that is equal for equal parts only.</summary>
    public abstract string Describe();
}

/// <summary>The same pictures and copies of pictures in every epoch.</summary>
/// <param name="Seed">Keys the copies' variations by copy and picture.</param>
/// <param name="Pictures">Copy 0 is the picture as it is.</param>
public sealed record FixedPart(Seed Seed, ImmutableArray<(int Picture, int Copy)> Pictures, ImmutableArray<int> Labels) : PartPlan
{
    public override ImmutableArray<int> Labels { get; } = Labels;

    public override bool Varies => false;

    public override Drawn At(int place, int epoch)
    {
        (int picture, int copy) = Pictures[place];
        return new(picture, copy == 0 ? null : Seed.For("copy").For((ulong)copy).For((ulong)picture));
    }

    public override FixedPart AsItIs() => this;

    public override string Describe() => $"fixed {Seed} {string.Join(' ', Pictures.Select(p => $"{p.Picture}/{p.Copy}"))}";
}

/// <summary>The same pictures as of a <see cref="FixedPart"/>, but every copy is another variation in every epoch; pictures as they are stay so.</summary>
public sealed record RedrawnPart(FixedPart Copies) : PartPlan
{
    public override ImmutableArray<int> Labels => Copies.Labels;

    public override bool Varies => true;

    public override Drawn At(int place, int epoch)
    {
        Drawn drawn = Copies.At(place, epoch);
        return epoch == IImageSource.NoEpoch || drawn.Variation is not { } copy ? drawn : drawn with { Variation = copy.For("epoch").For((ulong)epoch) };
    }

    public override FixedPart AsItIs() => Copies;

    public override string Describe() => $"redrawn {Copies.Describe()}";
}

/// <summary>
/// Training pictures, balanced: every class has the same number of places. A class with fewer pictures shows each several times an epoch, one
/// with more shows others in the next epoch; over time every picture of a class is shown equally often, and never twice alike.
/// </summary>
/// <param name="Seed">Keys the variations by epoch and place.</param>
/// <param name="ByClass">Pictures of each class, in the order in which they take their turns.</param>
/// <param name="PerClass">Places of each class.</param>
public sealed record BalancedPart(Seed Seed, ImmutableArray<ImmutableArray<int>> ByClass, int PerClass) : PartPlan
{
    public override ImmutableArray<int> Labels { get; } = [.. Enumerable.Range(0, ByClass.Length * PerClass).Select(place => place / PerClass)];

    /// <param name="labels">Class index of every training picture.</param>
    public static BalancedPart Of(Seed seed, ImmutableArray<int> pictures, ImmutableArray<int> labels, int classes, int perClass) => new(seed.For("variations"),
        [.. Enumerable.Range(0, classes).Select(c => Order.Shuffled(Enumerable.Range(0, pictures.Length).Where(i => labels[i] == c).Select(i => pictures[i]), seed.For("turns").For((ulong)c)))], perClass);

    public override bool Varies => true;

    public override Drawn At(int place, int epoch)
    {
        ImmutableArray<int> turns = ByClass[place / PerClass];
        int picture = turns[(int)(((long)Math.Max(0, epoch - 1) * PerClass + place % PerClass) % turns.Length)];
        return new(picture, Seed.For("epoch").For((ulong)epoch).For((ulong)place));
    }

    public override FixedPart AsItIs()
    {
        (int Picture, int Label)[] all = [.. ByClass.SelectMany((pictures, label) => pictures.Select(picture => (picture, label))).Order()];
        return new(Seed, [.. all.Select(p => (p.Picture, 0))], [.. all.Select(p => p.Label)]);
    }

    public override string Describe() => $"balanced {Seed} {PerClass} {string.Join(" / ", ByClass.Select(c => string.Join(' ', c)))}";
}
