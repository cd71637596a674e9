using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Data.Sets;

/// <summary>A few steps on real pictures, under both protocols.</summary>
public class RealPicturesTests
{
    private const int Size = 32, Batch = 16;

    [FactIfDataPresent(SharedData.Ham10000)]
    public void Ham10000_trains() => Trains(p => OfPictures(Ham10000.Name, Path.GetDirectoryName(SharedData.PathOf(SharedData.Ham10000))!, p), (14_000, 800, 2003), (10_080, 1120, 2800));

    [FactIfDataPresent(SharedData.Isic2017)]
    public void Isic2017_trains() => Trains(p => OfPictures(Isic2017.Name, Path.GetDirectoryName(SharedData.PathOf(SharedData.Isic2017))!, p), (4116, 150, 600), (2963, 329, 824));

    [FactIfDataPresent(SharedData.ChestXray)]
    public void The_chest_x_rays_train() => Trains(p => OfPictures(ChestXray.Name, SharedData.PathOf(SharedData.ChestXray), p), (5216, 522, 624), (4694, 522, 624));

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void PneumoniaMnist_trains() => Trains(p => PlannedSplits.Pneumonia(SharedData.PathOf(SharedData.Pneumonia), Size, p, new Seed(1)), (4708, 524, 624), (4708, 524, 624));

    [FactIfDataPresent(SharedData.Ham10000)]
    public void On_the_real_lesions_only_the_papers_protocol_leaks()
    {
        using PictureCollection set = PictureSets.Read(null, Path.GetDirectoryName(SharedData.PathOf(SharedData.Ham10000))!);
        Assert.Equal(0, Leaked(PlannedSplits.PlanOf(set, Protocol.Default, new Seed(1)), epochs: 5));
        Assert.True(Leaked(PlannedSplits.PlanOf(set, Protocol.Paper, new Seed(1)), epochs: 1) > 0.5);

        // Share of the test pictures whose lesion is photographed, or copied, in training.
        double Leaked(SplitPlan plan, int epochs)
        {
            HashSet<string> trained = [.. Enumerable.Range(1, epochs).SelectMany(e => Enumerable.Range(0, plan.Train.Count).Select(place => set.Pictures[plan.Train.At(place, e).Picture].Group))];
            return Enumerable.Range(0, plan.Test.Count).Count(place => trained.Contains(set.Pictures[plan.Test.At(place, 1).Picture].Group)) / (double)plan.Test.Count;
        }
    }

    private static DataSplits OfPictures(string name, string path, Protocol protocol) => PlannedSplits.Of(PictureSets.Read(name, path), Size, protocol, new Seed(1), workers: 1);

    private static void Trains(Func<Protocol, DataSplits> load, (int, int, int) byDefault, (int, int, int) asThePaper)
    {
        foreach ((Protocol protocol, (int, int, int) counts) in ((Protocol, (int, int, int))[])[(Protocol.Default, byDefault), (Protocol.Paper, asThePaper)])
        {
            using DataSplits data = load(protocol);
            Assert.Equal(counts, (data.Train.Count, data.Validation.Count, data.Test.Count));
            using HybridNetwork network = Hybrids.Network(classes: data.Train.ClassNames.Length);
            var adadelta = new Adadelta(network, 0.05);
            int[][] batches = [.. BatchOrder.Of(new Seed(1), 1, data.Train.Count, Batch).Take(2)];
            using var feed = new BatchFeed(data.Train, 1, batches);
            foreach (int[] batch in batches)
            {
                using var scope = NewDisposeScope();
                float[] pixels = feed.Take();
                Assert.All(pixels, p => Assert.InRange(p, 0, 1));
                Assert.True(pixels.Max() - pixels.Min() > 0.2f); // a picture, not a plain area
                NetworkPass pass = network.Forward(ImageBatch.Of(data.Train, pixels, batch.Length));
                Tensor loss = nn.functional.cross_entropy(pass.Logits, ImageBatch.Labels(data.Train, batch));
                Assert.InRange(loss.item<float>(), 0, 10);
                adadelta.ClearGradients();
                pass.Backward(loss);
                adadelta.Step();
            }
        }
    }
}
