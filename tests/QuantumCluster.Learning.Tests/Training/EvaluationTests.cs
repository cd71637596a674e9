using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

public sealed class EvaluationTests
{
    [Fact]
    public void What_is_said_of_an_image_in_several_views_is_the_mean_of_what_is_said_of_each()
    {
        // 12 images in 8 views are more than one batch.
        IImageSource images = SyntheticSet.Generate(new Seed(3), train: 12, validation: 2, test: 2).Train;
        using ImageClassifier network = Hybrids.Network();
        double[] single = Evaluation.Probabilities(network, new Symmetries(images, 8)), mean = Evaluation.Probabilities(network, images, views: 8);
        Assert.Equal(12 * 2, mean.Length);
        for (int image = 0; image < 12; image++)
            for (int label = 0; label < 2; label++)
                Assert.Equal(Enumerable.Range(0, 8).Average(view => single[(image * 8 + view) * 2 + label]), mean[image * 2 + label], 1e-12);
        Assert.NotEqual(Evaluation.Probabilities(network, images), mean);
    }

    [Fact]
    public void A_picture_held_otherwise_is_judged_the_same_in_all_views()
    {
        IImageSource images = SyntheticSet.Generate(new Seed(4), train: 4, validation: 2, test: 2).Train;
        using ImageClassifier network = Hybrids.Network();
        double[] judged = Evaluation.Probabilities(network, images, views: 8), otherwise = Evaluation.Probabilities(network, new EveryOther(new Symmetries(images, 8), 5), views: 8);
        for (int i = 0; i < judged.Length; i++) Assert.Equal(judged[i], otherwise[i], 1e-6); // the network counts in single precision
    }

    /// <summary>One certain view of every image.</summary>
    private sealed class EveryOther(Symmetries views, int view) : IPixelSource
    {
        public int Count => views.Count / views.Views;

        public int Channels => views.Channels;

        public int Size => views.Size;

        public void Copy(int index, int epoch, Span<float> target) => views.Copy(index * views.Views + view, epoch, target);
    }
}
