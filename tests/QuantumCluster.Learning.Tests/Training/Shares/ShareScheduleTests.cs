using QuantumCluster.Circuits;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Tests.Training.Shares;

public sealed class ShareScheduleTests
{
    [Fact]
    public void Shares_are_the_batches_of_an_epoch_in_their_order()
    {
        ShareSchedule schedule = Of(images: 50, batch: 8, accumulate: 3); // 7 batches, the last of 2 images
        Assert.Equal(3, schedule.StepsPerEpoch);
        Assert.Equal([3, 3, 1], Enumerable.Range(3, 3).Select(step => schedule.Step(step).Count));
        Assert.Equal(BatchOrder.Of(new Seed(4), 2, 50, 8), Enumerable.Range(3, 3).SelectMany(step => schedule.Step(step)));
        Assert.Equal([1, 1, 1, 2], Enumerable.Range(0, 4).Select(step => schedule.EpochOf(step)));
    }

    [Fact]
    public void A_micro_batch_of_one_image_is_left_out_and_with_it_a_step_that_has_no_other()
    {
        Assert.Equal([2, 2], Steps(Of(images: 33, batch: 8, accumulate: 2)));
        Assert.Equal([2, 1], Steps(Of(images: 25, batch: 8, accumulate: 2)));
        Assert.Equal([2, 2], Steps(Of(images: 26, batch: 8, accumulate: 2)));
        Assert.Equal([4], Steps(Of(images: 26, batch: 8, accumulate: 9)));
    }

    [Fact]
    public void One_micro_batch_a_step_is_as_it_always_was()
    {
        ShareSchedule schedule = Of(images: 50, batch: 8, accumulate: 1);
        Assert.Equal(BatchOrder.Of(new Seed(4), 1, 50, 8), Enumerable.Range(0, schedule.StepsPerEpoch).Select(step => Assert.Single(schedule.Step(step))));
    }

    [Fact]
    public void Keys_outside_of_a_step_name_no_images()
    {
        ShareSchedule schedule = Of(images: 50, batch: 8, accumulate: 3);
        foreach (ShareKey none in (ShareKey[])[new(-1, 0), new(0, -1), new(0, 3), new(2, 1)]) Assert.Null(schedule.Images(none));
        Assert.Equal(2, schedule.Images(new(2, 0))!.Length);
    }

    [Fact]
    public void Places_lead_from_share_to_share_within_an_epoch()
    {
        ShareSchedule schedule = Of(images: 50, batch: 8, accumulate: 3);
        Assert.Equal(new ShareKey(4, 0), schedule.After(new(3, 2), 1));
        Assert.Equal(new ShareKey(4, 1), schedule.After(new(3, 1), 3));
        Assert.Equal(new ShareKey(5, 0), schedule.After(new(3, 0), 6));
        Assert.Null(schedule.After(new(3, 1), 6)); // the last step has one share
        Assert.Null(schedule.After(new(5, 0), 3)); // and is the epoch's last
        Assert.Equal(4, schedule.Places(new(3, 0), new(4, 1)));
    }

    private static ShareSchedule Of(int images, int batch, int accumulate) =>
        new(new TrainingSettings { Seed = new Seed(4), BatchSize = batch, Accumulate = accumulate }, images);

    private static IEnumerable<int> Steps(ShareSchedule schedule) => Enumerable.Range(0, schedule.StepsPerEpoch).Select(step => schedule.Step(step).Count);
}
