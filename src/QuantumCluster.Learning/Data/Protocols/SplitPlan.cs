using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data.Pictures;

namespace QuantumCluster.Learning.Data.Protocols;

/// <summary>A data set parted by a <see cref="Protocol"/>. Pure: the same pictures, seed and protocol always give the same parts.</summary>
public sealed record SplitPlan(PartPlan Train, PartPlan Validation, PartPlan Test)
{
    /// <summary>Share of the pictures, or of a class where lesions decide, that is put aside for the test; the rest is 8 of 10.</summary>
    private const double TestShare = 0.2;

    /// <summary>Share of what is left for training that chooses the model, where the publishers laid down no part for that.</summary>
    private const double ValidationShare = 0.1;

    /// <param name="pictures">In an order that does not depend on files.</param>
    /// <param name="perClass">Pictures that the training part shows of each class in an epoch.</param>
    /// <exception cref="ArgumentException">A class has too few groups to be in every part.</exception>
    public static SplitPlan Default(ImmutableArray<LabelledPicture> pictures, int perClass, Seed seed)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, pictures.Length)];
        bool parted = pictures.Any(p => p.Part == OfficialPart.Test), validated = pictures.Any(p => p.Part == OfficialPart.Validation);
        (ImmutableArray<int> test, ImmutableArray<int> rest) = parted
            ? ([.. all.Where(i => pictures[i].Part == OfficialPart.Test)], [.. all.Where(i => pictures[i].Part != OfficialPart.Test)])
            : GroupSplit.PutAside(pictures, all, TestShare, seed.For("test"));
        (ImmutableArray<int> validation, ImmutableArray<int> train) = validated
            ? ([.. rest.Where(i => pictures[i].Part == OfficialPart.Validation)], [.. rest.Where(i => pictures[i].Part == OfficialPart.Train)])
            : GroupSplit.PutAside(pictures, rest, ValidationShare, seed.For("validation"));
        return new(BalancedPart.Of(seed.For("training"), train, [.. train.Select(i => pictures[i].Label)], pictures.Max(p => p.Label) + 1, perClass), AsTheyAre(pictures, validation, seed), AsTheyAre(pictures, test, seed));
    }

    /// <param name="perClass">Pictures that every class is brought to before the split: 2,000 for HAM10000, 1,372 for ISIC 2017.</param>
    /// <param name="copies">What becomes of the training part's copies from epoch to epoch.</param>
    public static SplitPlan Paper(ImmutableArray<LabelledPicture> pictures, int perClass, Seed seed, CopyRule copies = CopyRule.Fixed)
    {
        // Table 1 counts ISIC 2017's training part alone.
        ImmutableArray<int> used = [.. Enumerable.Range(0, pictures.Length).Where(i => pictures[i].Part is null or OfficialPart.Train)];
        int classes = pictures.Max(p => p.Label) + 1;
        (int Picture, int Copy)[] pile = [.. Enumerable.Range(0, classes).SelectMany(c =>
        {
            ImmutableArray<int> own = Order.Shuffled(used.Where(i => pictures[i].Label == c), seed.For("chosen").For((ulong)c));
            return Enumerable.Range(0, perClass).Select(n => (own[n % own.Length], n / own.Length));
        })];
        seed.For("split").Generator().Shuffle(pile.AsSpan());
        int test = (int)Math.Ceiling(TestShare * pile.Length), validation = (int)(ValidationShare * (pile.Length - test));
        FixedPart train = Part(test + validation, pile.Length);
        return new(copies == CopyRule.Redrawn ? new RedrawnPart(train) : train, Part(test, test + validation), Part(0, test));

        FixedPart Part(int from, int to) => new(seed.For("copies"), [.. pile[from..to]], [.. pile[from..to].Select(p => pictures[p.Picture].Label)]);
    }

    /// <summary>The publishers' parts; a validation part that they did not lay down is taken out of training, by group.</summary>
    /// <exception cref="ArgumentException">As <see cref="Default"/>.</exception>
    public static SplitPlan Official(ImmutableArray<LabelledPicture> pictures, Seed seed)
    {
        ImmutableArray<int> OfPart(OfficialPart part) => [.. Enumerable.Range(0, pictures.Length).Where(i => pictures[i].Part == part)];
        (ImmutableArray<int> validation, ImmutableArray<int> train) = OfPart(OfficialPart.Validation) is { IsEmpty: false } given
            ? (given, OfPart(OfficialPart.Train))
            : GroupSplit.PutAside(pictures, OfPart(OfficialPart.Train), ValidationShare, seed.For("validation"));
        return new(AsTheyAre(pictures, train, seed), AsTheyAre(pictures, validation, seed), AsTheyAre(pictures, OfPart(OfficialPart.Test), seed));
    }

    private static FixedPart AsTheyAre(ImmutableArray<LabelledPicture> pictures, ImmutableArray<int> part, Seed seed) => new(seed, [.. part.Select(i => (i, 0))], [.. part.Select(i => pictures[i].Label)]);
}
