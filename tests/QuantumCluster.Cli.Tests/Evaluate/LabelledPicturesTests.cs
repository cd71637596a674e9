using System.IO.Compression;
using System.Text.Json;
using QuantumCluster.Cli.Tests.Models;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Evaluate;

/// <summary>Pictures that the model has never met, as their users have them.</summary>
public sealed class LabelledPicturesTests : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TrainedRuns _runs;

    public LabelledPicturesTests(TrainedRuns runs)
    {
        _runs = runs;
        for (int i = 0; i < 6; i++) Picture($"deep/er/p{i}.png", DrawnPng.Stripes(i % 2 == 1, i));
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_folder_and_an_archive_of_it_are_judged_alike()
    {
        Table("age,image_id,dx,note", [.. Enumerable.Range(0, 6).Select(i => $"{i},p{i}{(i == 3 ? ".png" : "")},{(i % 2 == 1 ? "rising" : "falling")},\"of a clinic, or not\"")]);
        ZipFile.CreateFromDirectory(_scratch.In("clinic"), _scratch.In("clinic.zip"));
        JsonElement folder = Evaluated("clinic", "--dataset", "pictures", "--out", "folder"), archive = Evaluated("clinic.zip", "--out", "archive");
        Assert.Equal((6, "pictures", "all"), (folder.GetProperty("images").GetInt32(), folder.GetProperty("dataset").GetString(), folder.GetProperty("split").GetString()));
        Assert.Equal(folder.GetProperty("loss").GetRawText(), archive.GetProperty("loss").GetRawText());
        string[] rows = File.ReadAllLines(_scratch.In("folder/predictions.csv"));
        Assert.Equal(rows, File.ReadAllLines(_scratch.In("archive/predictions.csv")));
        Assert.Equal(["image,class,falling,rising", "p0,falling", "p1,rising"], rows.Take(3).Select((row, i) => i == 0 ? row : string.Join(',', row.Split(',').Take(2))));
    }

    [Fact]
    public void What_has_no_meaning_without_a_class_is_null_and_a_line_says_so()
    {
        Table("image_id,dx", "p1,rising", "p3,rising", "p5,rising");
        Finished finished = _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic", "--json");
        JsonElement metrics = TrainedRuns.Json(finished), absent = metrics.GetProperty("classes")[0], only = metrics.GetProperty("classes")[1];
        Assert.DoesNotContain("NaN", finished.Output, StringComparison.Ordinal);
        Assert.Contains("3 pictures that labels.csv does not list", finished.Error, StringComparison.Ordinal);
        Assert.Equal(["falling"], metrics.GetProperty("absentClasses").EnumerateArray().Select(c => c.GetString()));
        foreach (JsonElement nothing in (JsonElement[])[metrics.GetProperty("auc"), metrics.GetProperty("intervals").GetProperty("auc"), metrics.GetProperty("macro").GetProperty("f1"),
            absent.GetProperty("recall"), absent.GetProperty("precision"), absent.GetProperty("f1"), absent.GetProperty("auc"), only.GetProperty("specificity")])
            Assert.Equal(JsonValueKind.Null, nothing.ValueKind);
        Assert.Equal(metrics.GetProperty("accuracy").GetDouble(), only.GetProperty("recall").GetDouble());
        Assert.Equal(metrics.GetProperty("accuracy").GetDouble(), metrics.GetProperty("macro").GetProperty("recall").GetDouble());

        string page = _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic", "--out", "kept").Succeeded().Output;
        Assert.Contains("No image is of class falling", page, StringComparison.Ordinal);
        Assert.Contains("AUC –", page, StringComparison.Ordinal);
        Assert.True(File.Exists(_scratch.In("kept/confusion.png")));
    }

    [Theory]
    [InlineData("p0,falling|p1,sideways|p2,up", "2 labels", "\"sideways\", \"up\"", "falling, rising")]
    [InlineData("p0,falling|p9,rising|p8,rising", "lacks 2 of the 3", "p9, p8", "labels.csv")]
    [InlineData("p0,falling|p1,rising|p0,falling", "1 picture more than once", "(p0)")]
    [InlineData("p0,falling|twice,rising", "several files", "twice")]
    [InlineData("p0,falling|broken,rising", "broken.png", "no whole JPEG or PNG")]
    [InlineData("p0,falling|p1", "1 fields in row 2")]
    public void What_cannot_be_judged_is_one_sentence_and_nothing_is_written(string rows, params string[] words)
    {
        Picture("a/twice.png", DrawnPng.Stripes(true, 1));
        Picture("b/twice.png", DrawnPng.Stripes(true, 2));
        Picture("broken.png", DrawnPng.Stripes(true, 3)[..60]);
        Table("image_id,dx", rows.Split('|'));
        Finished finished = _scratch.QCluster("evaluate", "--model", _runs.Twin, "--dataset", "pictures", "--data", "clinic", "--out", "kept");
        // Beside the sentence there may be the note on pictures that no row names.
        new Finished(finished.ExitCode, finished.Output, string.Join('\n', finished.Error.Split('\n').Where(l => !l.Contains("does not list", StringComparison.Ordinal)))).FailedWith(2, words);
        Assert.Empty(finished.Output);
        Assert.False(Directory.Exists(_scratch.In("kept")));
    }

    [Fact]
    public void A_folder_needs_one_table_and_has_no_parts()
    {
        _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic").FailedWith(2, "image_id and dx", ".csv");
        Table("image_id,dx", "p0,falling");
        _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic", "--split", "test").FailedWith(2, "--split is test", "all");
        File.Copy(_scratch.In("clinic/labels.csv"), _scratch.In("clinic/more.csv"));
        _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic").FailedWith(2, "2 tables", "labels.csv", "more.csv");
    }

    [Fact]
    public void A_selection_beside_the_table_of_a_published_set_is_judged_when_asked_for()
    {
        File.WriteAllText(_scratch.In("clinic/HAM10000_metadata.csv"), "lesion_id,image_id,dx\nHAM_1,p0,falling\nHAM_2,p1,rising\n");
        _scratch.QCluster("evaluate", "--model", _runs.Twin, "--data", "clinic").FailedWith(2, "\"falling\"", "--dataset pictures");
        Assert.Equal(2, Evaluated("clinic", "--dataset", "pictures").GetProperty("images").GetInt32());
    }

    private JsonElement Evaluated(string data, params string[] more) => TrainedRuns.Json(_scratch.QCluster(["evaluate", "--model", _runs.Twin, "--data", data, "--json", .. more]));

    private void Picture(string name, byte[] content)
    {
        string path = Path.Combine(_scratch.In("clinic"), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private void Table(string columns, params string[] rows) => File.WriteAllText(_scratch.In("clinic/labels.csv"), string.Join('\n', rows.Prepend(columns)) + "\n");
}
