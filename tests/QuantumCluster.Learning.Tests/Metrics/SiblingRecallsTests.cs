using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Learning.Tests.Metrics;

public sealed class SiblingRecallsTests
{
    private static readonly Predictions Five = new([0, 0, 1, 1, 1], [.9, .1, .1, .9, .1, .9, .9, .1, .4, .6], ["a", "b"],
        [new("0", "lesion 1"), new("1", "lesion 2"), new("2", "lesion 3"), new("3", "lesion 3"), new("4", "4")]); // right, wrong, right, wrong, right

    [Fact]
    public void Images_count_by_whether_training_held_one_of_their_group()
    {
        var recalls = SiblingRecalls.Of(Five, new HashSet<string> { "lesion 2", "lesion 3", "elsewhere", "0" });
        Assert.Equal<Tally>([new(1, 0), new(2, 1)], recalls.With);
        Assert.Equal<Tally>([new(1, 1), new(1, 1)], recalls.Without);
        Assert.Equal((new Tally(3, 1), new Tally(2, 2)), (recalls.AllWith, recalls.AllWithout));
        Assert.Equal((1 / 3.0, 1.0), (recalls.AllWith.Share, recalls.AllWithout.Share));
    }

    [Fact]
    public void Where_no_group_is_shared_all_are_without_and_a_share_of_none_is_no_number()
    {
        var recalls = SiblingRecalls.Of(Five, new HashSet<string>());
        Assert.Equal((new Tally(0, 0), new Tally(5, 3)), (recalls.AllWith, recalls.AllWithout));
        Assert.True(double.IsNaN(recalls.AllWith.Share));
    }
}
