using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.Data.Sets;

namespace QuantumCluster.Learning.Tests.Data;

/// <summary>What a model is judged by: parts of a data set, with a name for every image.</summary>
public class JudgedPartsTests
{
    [Fact]
    public void Parts_of_a_synthetic_set_are_named_by_seed_and_part()
    {
        using DataSplits one = SyntheticSet.Generate(new Seed(1), 4, 2, 2), other = SyntheticSet.Generate(new Seed(2), 4, 2, 2);
        string[] names = [.. Names(one.Of(DataPart.All)), .. Names(other.Of(DataPart.All))];
        Assert.Equal((16, 16), (names.Length, names.Distinct().Count()));
        Assert.Equal(Names(one.Train).Concat(Names(one.Validation)).Concat(Names(one.Test)), Names(one.Of(DataPart.All)));
        IImageSource all = one.Of(DataPart.All);
        Assert.Equal(one.Test.Image(1).ToArray(), all.Image(7).ToArray());
        Assert.Equal([.. one.Train.Labels, .. one.Validation.Labels, .. one.Test.Labels], all.Labels.ToArray());
    }

    [Fact]
    public void Images_under_another_models_classes_keep_their_own()
    {
        using DataSplits data = SyntheticSet.Generate(new Seed(1), 4, 2, 2);
        var named = new NamedAs(data.Test, ["rising", "level", "falling"]);
        Assert.Equal([2, 0], named.Labels.ToArray());
        Assert.Equal(Names(data.Test), Names(named));
        Assert.Contains("rising", Assert.Throws<ArgumentException>(() => new NamedAs(data.Test, ["falling", "level"])).Message);
    }

    [FactIfDataPresent(SharedData.Ham10000)]
    public void Of_lesions_the_parts_hold_each_picture_once_as_it_is_and_a_lesion_is_a_group()
    {
        using DataSplits data = PlannedSplits.Of(PictureSets.Read(Ham10000.Name, Path.GetDirectoryName(SharedData.PathOf(SharedData.Ham10000))!), 16, Protocol.Default, new Seed(1), 1, judged: DataPart.Test);
        IImageSource all = data.Of(DataPart.All), test = data.Of(DataPart.Test), train = data.Of(DataPart.Train);
        Assert.Equal((10_015, 10_015), (all.Count, Names(all).Distinct().Count()));
        Assert.DoesNotContain(Names(all), n => n.Contains('~', StringComparison.Ordinal));
        Assert.True(Groups(test).Distinct().Count() < test.Count);
        Assert.Empty(Groups(test).Intersect(Groups(train)));
        Assert.False(train.Varies);
        Assert.True(data.Train.Varies);
    }

    [FactIfDataPresent(SharedData.Isic2017)]
    public void Varied_copies_of_the_papers_test_part_have_names_of_their_own_and_their_pictures_group()
    {
        using PictureCollection set = PictureSets.Read(Isic2017.Name, Path.GetDirectoryName(SharedData.PathOf(SharedData.Isic2017))!);
        using DataSplits data = PlannedSplits.Of(set, 16, Protocol.Paper, new Seed(1), 1, judged: DataPart.Test);
        IImageSource test = data.Of(DataPart.Test);
        Assert.Equal((824, 824), (test.Count, Names(test).Distinct().Count()));
        int varied = Enumerable.Range(0, test.Count).Count(i => test.IdentityOf(i).Name != test.IdentityOf(i).Group);
        Assert.InRange(varied, 350, 550); // 2,116 of the pile's 4,116 are copies
        Assert.All(Enumerable.Range(0, test.Count), i => Assert.StartsWith(test.IdentityOf(i).Group, test.IdentityOf(i).Name));
    }

    private static string[] Names(IImageSource images) => [.. Enumerable.Range(0, images.Count).Select(i => images.IdentityOf(i).Name)];

    private static string[] Groups(IImageSource images) => [.. Enumerable.Range(0, images.Count).Select(i => images.IdentityOf(i).Group)];
}
