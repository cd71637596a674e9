using System.IO.Compression;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

public sealed class DataFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_data_set_of_files_asks_for_its_file() => _scratch.QCluster("train", "--dataset", "pneumonia").FailedWith(2, "--data");

    [Fact]
    public void A_missing_data_file_is_named() => Refused("absent.npz");

    [Fact]
    public void A_file_that_is_no_archive_is_named()
    {
        File.WriteAllText(_scratch.In("text.npz"), "not an archive at all");
        Refused("text.npz");
    }

    [Fact]
    public void A_truncated_file_is_named()
    {
        Archive("whole.npz", "train_images.npy", new byte[100_000]);
        File.WriteAllBytes(_scratch.In("short.npz"), File.ReadAllBytes(_scratch.In("whole.npz"))[..60]);
        Refused("short.npz");
    }

    [Fact]
    public void An_archive_of_something_else_is_named()
    {
        Archive("other.npz", "readme.txt", [1, 2, 3]);
        Refused("other.npz");
    }

    [Fact]
    public void Wrong_weights_are_named()
    {
        Archive("weights.npz", "readme.txt", [1, 2, 3]);
        _scratch.QCluster(TinyRun.Arguments("run", "--weights", "weights.npz")).FailedWith(2, "weights.npz");
        Assert.False(Directory.Exists(_scratch.In("run")));
    }

    private void Refused(string file)
    {
        _scratch.QCluster("train", "--dataset", "pneumonia", "--data", file).FailedWith(2, file);
        Assert.False(Directory.Exists(_scratch.In("runs")));
    }

    private void Archive(string file, string entry, byte[] content)
    {
        using ZipArchive archive = ZipFile.Open(_scratch.In(file), ZipArchiveMode.Create);
        using Stream stream = archive.CreateEntry(entry, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
