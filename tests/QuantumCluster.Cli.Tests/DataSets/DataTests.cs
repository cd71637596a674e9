using System.IO.Compression;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.DataSets;

public sealed class DataTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Fetch_says_where_and_under_which_licence_what_it_may_not_download()
    {
        string said = _scratch.QCluster("data", "fetch", "ham10000").Succeeded().Output;
        foreach (string word in (string[])["https://doi.org/10.7910/DVN/DBW86T", "HAM10000_metadata", "not for commercial use", "qcluster data check"]) Assert.Contains(word, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_counts_what_a_copy_lacks_and_goes_on()
    {
        Chest(normal: 1580);
        // The pictures are empty files, so counting succeeds and reading them does not.
        _scratch.QCluster("data", "check", "chest.zip").FailedWith(2, "5853 pictures that cannot be read");
    }

    [Fact]
    public void Train_says_what_is_wrong_with_a_set_before_it_makes_a_folder()
    {
        Chest(normal: 1000);
        _scratch.QCluster("train", "--dataset", "chest-xray", "--data", "chest.zip").FailedWith(2, "1000 pictures of class normal", "1583 were published");
        Directory.CreateDirectory(_scratch.In("empty"));
        _scratch.QCluster("train", "--dataset", "ham10000", "--data", "empty").FailedWith(2, "HAM10000_metadata.csv");
        Assert.False(Directory.Exists(_scratch.In("runs")));
    }

    [Theory]
    [InlineData(new[] { "data" }, "data fetch", "data check")]
    [InlineData(new[] { "data", "fetch", "mnist" }, "\"mnist\"", "pneumonia, chest-xray, ham10000, isic2017")]
    [InlineData(new[] { "data", "fetch", "pneumonia", "--image-size", "32" }, "\"32\"", "28, 64, 128, 224")]
    [InlineData(new[] { "data", "fetch", "pneumonia", "--from", "nowhere" }, "\"nowhere\"", "http://")]
    [InlineData(new[] { "data", "check", "absent" }, "absent", "does not exist")]
    [InlineData(new[] { "train", "--protocol", "honest" }, "\"honest\"", "default, paper")]
    [InlineData(new[] { "train", "--protocol", "paper" }, "--protocol", "synthetic")]
    [InlineData(new[] { "train", "--dataset", "isic2017" }, "--data", "qcluster data fetch isic2017")]
    public void What_is_asked_wrongly_is_answered_in_one_sentence(string[] arguments, params string[] words) => _scratch.QCluster(arguments).FailedWith(2, words);

    private void Chest(int normal)
    {
        using ZipArchive archive = ZipFile.Open(_scratch.In("chest.zip"), ZipArchiveMode.Create);
        for (int i = 0; i < normal; i++) archive.CreateEntry($"{(i < 234 ? "test" : "train")}/NORMAL/IM-{i}-0001.jpeg");
        for (int i = 0; i < 4273; i++) archive.CreateEntry($"{(i < 390 ? "test" : "train")}/PNEUMONIA/person{i}_virus_1.jpeg");
    }
}
