using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Data;

public class ImageSetTests
{
    [Fact]
    public void Numbers_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("2 images", Assert.Throws<ArgumentException>(() => new ImageSet(new float[7], [0, 1], ["a", "b"], 1, 2)).Message);
        Assert.Contains("label 2", Assert.Throws<ArgumentException>(() => new ImageSet(new float[8], [0, 2], ["a", "b"], 1, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(new float[16], [0, 1], ["a", "b"], 2, 2));
    }

    [Fact]
    public void Digest_sees_pixels_and_labels()
    {
        string digest = Set([0, 1], 0).Digest();
        Assert.Equal(digest, Set([0, 1], 0).Digest());
        Assert.NotEqual(digest, Set([1, 0], 0).Digest());
        Assert.NotEqual(digest, Set([0, 1], 0.001f).Digest());
    }

    [Fact]
    public void Parts_without_a_class_or_of_another_size_are_refused()
    {
        Assert.Contains("none of class 1 (b)", Assert.Throws<ArgumentException>(() => new DataSplits("x", Set([0, 1], 0), Set([0, 0], 0), Set([0, 1], 0))).Message);
        var larger = new ImageSet(new float[18], [0, 1], ["a", "b"], 1, 3);
        Assert.Contains("must agree", Assert.Throws<ArgumentException>(() => new DataSplits("x", Set([0, 1], 0), Set([0, 1], 0), larger)).Message);
    }

    [Fact]
    public void A_batch_has_three_normalised_channels_in_the_order_asked_for()
    {
        using var scope = NewDisposeScope();
        var set = new ImageSet([0, 0, 0, 0, 1, 1, 1, 1], [0, 1], ["a", "b"], 1, 2);
        Tensor batch = ImageBatch.Of(set, [1, 0]);
        Assert.Equal([2, 3, 2, 2], batch.shape);
        double[] values = TensorValues.OfDoubles(batch);
        Assert.Equal((1 - 0.485) / 0.229, values[0], 1e-6);
        Assert.Equal((1 - 0.406) / 0.225, values[8], 1e-6);
        Assert.Equal(-0.456 / 0.224, values[16], 1e-6);
        Assert.Equal([1L, 0L], ImageBatch.Labels(set, [1, 0]).data<long>().ToArray());
    }

    private static ImageSet Set(int[] labels, float first) => new([first, 0, 0, 0, 1, 1, 1, 1], [.. labels], ["a", "b"], 1, 2);
}
