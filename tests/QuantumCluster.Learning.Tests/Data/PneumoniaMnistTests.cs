using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Tests.DataFiles;

namespace QuantumCluster.Learning.Tests.Data;

public sealed class PneumoniaMnistTests : IDisposable
{
    private static readonly (string Part, int Count)[] Parts = [("train", 4708), ("val", 524), ("test", 624)];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("pneumonia.npz");

    public void Dispose() => _folder.Dispose();

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void The_official_file_has_the_published_counts_and_mean()
    {
        DataSplits data = PneumoniaMnist.Load(SharedData.PathOf(SharedData.Pneumonia), 32);
        Assert.Equal((4708, 3494), (data.Train.Count, data.Train.Labels.Sum()));
        Assert.Equal((524, 389), (data.Validation.Count, data.Validation.Labels.Sum()));
        Assert.Equal((624, 390), (data.Test.Count, data.Test.Labels.Sum()));
        double mean = Enumerable.Range(0, 4708).Average(i => data.Train.Image(i).ToArray().Average(p => (double)p));
        Assert.Equal(0.57192, mean, 0.002); // at 28 pixels, before resizing
    }

    [Fact]
    public void A_file_with_the_right_arrays_is_read_and_resized()
    {
        Write();
        DataSplits data = PneumoniaMnist.Load(File, 64);
        Assert.Equal((64, 1, 4708), (data.Train.Size, data.Train.Channels, data.Train.Count));
        Assert.Equal(0.2f, data.Validation.Image(523)[64 * 64 - 1], 1e-6f);
        Assert.Equal<int[]>([0, 1, 0], [.. data.Test.Labels.Take(3)]);
    }

    [Fact]
    public void Another_data_set_is_refused_by_name()
    {
        Refused(() => Write(images: (p, n) => NpzBuilder.Npy("|u1", $"{n - 1}, 28, 28", new byte[(n - 1) * 784])), "train_images", "4707", "4708");
        Refused(() => Write(images: (p, n) => NpzBuilder.Npy("|u1", $"{n}, 28, 14", new byte[n * 392])), "train_images", "14");
        Refused(() => Write(images: (p, n) => NpzBuilder.Npy("<f4", $"{n}, 2, 2", new byte[n * 16])), "train_images", "Float32");
        Refused(() => Write(images: (p, n) => NpzBuilder.Npy("|u1", $"{n}, 2, 2, 3", new byte[n * 12])), "train_images", "2, 2, 3");
        Refused(() => Write(labels: (p, n) => NpzBuilder.Npy("|u1", $"{n}", new byte[n])), "train_labels");
        Refused(() => Write(labels: (p, n) => NpzBuilder.Npy("|u1", $"{n}, 1", [.. Enumerable.Range(0, n).Select(i => (byte)(i % 3))])), "train_labels", "2");
        Refused(() => Write(labels: (p, n) => NpzBuilder.Npy("|u1", $"{n}, 1", new byte[n])), "train_labels", "no 1");
        Refused(() => NpzBuilder.Write(File, ("train_images", NpzBuilder.Npy("|u1", "4708, 2, 2", new byte[4708 * 4]))), "'train_labels'");
    }

    [Fact]
    public void A_missing_file_is_refused_by_name() => Refused(() => { }, "pneumonia.npz", "does not exist");

    private void Refused(Action write, params string[] words)
    {
        System.IO.File.Delete(File);
        write();
        string message = Assert.Throws<DataFileException>(() => PneumoniaMnist.Load(File, 32)).Message;
        foreach (string word in (string[])["pneumonia.npz", .. words]) Assert.Contains(word, message);
    }

    private void Write(Func<string, int, byte[]>? images = null, Func<string, int, byte[]>? labels = null)
    {
        images ??= (_, n) => NpzBuilder.Npy("|u1", $"{n}, 28, 28", [.. Enumerable.Repeat((byte)51, n * 784)]);
        labels ??= (_, n) => NpzBuilder.Npy("|u1", $"{n}, 1", [.. Enumerable.Range(0, n).Select(i => (byte)(i % 2))]);
        NpzBuilder.Write(File, [.. Parts.SelectMany(p => new[] { ($"{p.Part}_images", images(p.Part, p.Count)), ($"{p.Part}_labels", labels(p.Part, p.Count)) })]);
    }
}
