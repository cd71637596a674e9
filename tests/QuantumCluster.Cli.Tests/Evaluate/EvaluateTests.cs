using System.Text.Json;
using QuantumCluster.Cli.Tests.Models;
using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Learning.Tests;

namespace QuantumCluster.Cli.Tests.Evaluate;

public sealed class EvaluateTests(TrainedRuns runs) : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--model", "twin")]
    [InlineData("--circuit", "reupload-at-cut", "--outputs", "paulis")]
    [InlineData("--gradient", "shift", "--shots", "20")] // the circuit's own chance, too
    public void The_test_part_gives_exactly_the_numbers_of_the_run_itself(params string[] options)
    {
        string run = runs.With(options);
        Same(TrainedRuns.Metrics(run).GetProperty("test"), TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", run, "--json", "--out", "again")));
        Assert.Equal(File.ReadAllText(Path.Combine(run, "predictions.csv")), File.ReadAllText(_scratch.In("again/predictions.csv")));
        Same(TrainedRuns.Metrics(run).GetProperty("test"), TrainedRuns.Metrics(_scratch.In("again")));
    }

    [Fact]
    public void The_numbers_are_the_same_on_any_cluster_and_so_are_those_of_the_part_that_chose_the_model()
    {
        JsonElement metrics = TrainedRuns.Metrics(runs.Hybrid);
        Same(metrics.GetProperty("test"), TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", runs.Hybrid, "--json", "--nodes", "1", "--devices-per-node", "1")));
        JsonElement validation = TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", runs.Hybrid, "--json", "--split", "validation"));
        Same(metrics.GetProperty("validation"), validation);
        Assert.Equal((0, 4), (validation.GetProperty("siblings").GetProperty("with").GetProperty("images").GetInt32(), validation.GetProperty("siblings").GetProperty("without").GetProperty("images").GetInt32()));
        Assert.Equal(("validation", "synthetic"), (validation.GetProperty("split").GetString(), validation.GetProperty("dataset").GetString()));
    }

    [Fact]
    public void All_parts_together_are_each_image_once()
    {
        TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", runs.Twin, "--json", "--split", "all", "--out", "all"));
        string[] names = [.. File.ReadLines(_scratch.In("all/predictions.csv")).Skip(1).Select(line => line.Split(',')[0])];
        Assert.Equal(JsonValueKind.Null, TrainedRuns.Metrics(_scratch.In("all")).GetProperty("siblings").ValueKind); // some are the training's own
        Assert.Equal((24 + 4 + 8, 24 + 4 + 8), (names.Length, names.Distinct().Count()));
    }

    [Fact]
    public void The_page_shows_what_train_shows_and_says_what_was_judged()
    {
        string page = _scratch.QCluster("evaluate", "--model", runs.Hybrid, "--out", "kept").Succeeded().Output;
        foreach (string word in (string[])["synthetic, test: 8 images", "accuracy", "AUC", "95 % bootstrap intervals", "specificity", "macro (mean)", "confusion matrix", "predicted rising", "No image has a sibling in training", "metrics.json"])
            Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_scratch.In("kept/confusion.png"))[..4]);
        _scratch.QCluster("evaluate", "--model", runs.Hybrid, "--out", "kept").FailedWith(2, "\"kept\"", "not empty");
    }

    [Fact]
    public void More_views_give_other_numbers_and_the_page_says_how_many_there_were()
    {
        JsonElement once = TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", runs.Twin, "--json")), often = TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", runs.Twin, "--json", "--views", "8"));
        Assert.Equal((1, 8), (once.GetProperty("views").GetInt32(), often.GetProperty("views").GetInt32()));
        Assert.NotEqual(once.GetProperty("loss").GetDouble(), often.GetProperty("loss").GetDouble());
        Assert.Contains("8 images in 2 views each", _scratch.QCluster("evaluate", "--model", runs.Twin, "--views", "2").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_missing_half_there_or_damaged_is_named()
    {
        string copy = _scratch.In("copy");
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(runs.Twin, "manifest.json"), Path.Combine(copy, "manifest.json"));
        _scratch.QCluster("evaluate", "--model", "copy").FailedWith(2, "best.safetensors", "does not exist");
        byte[] whole = File.ReadAllBytes(Path.Combine(runs.Twin, "best.safetensors"));
        File.WriteAllBytes(Path.Combine(copy, "best.safetensors"), whole[..^100]);
        _scratch.QCluster("evaluate", "--model", "copy").FailedWith(2, "best.safetensors");
        whole[^100] ^= 1;
        File.WriteAllBytes(Path.Combine(copy, "best.safetensors"), whole);
        _scratch.QCluster("evaluate", "--model", "copy").FailedWith(2, "best.safetensors");
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--dataset", "synthetic", "--data", "x").FailedWith(2, "\"x\"", "synthetic");
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--dataset", "ham10000").FailedWith(2, "ham10000", "--data");
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--data", "absent").FailedWith(2, "absent", "does not exist");
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--views", "4").FailedWith(2, "--views", "\"4\"", "1 or 2 or 8");
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--nodes", "3").FailedWith(2, "--nodes", "no circuit");
    }

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void On_real_pictures_the_test_part_gives_the_numbers_of_the_run_and_other_classes_are_refused()
    {
        string data = SharedData.PathOf(SharedData.Pneumonia);
        _scratch.QCluster("train", "--dataset", "pneumonia", "--data", data, "--protocol", "paper", "--image-size", "16", "--epochs", "1", "--frozen-epochs", "1", "--batch-size", "64", "--out", "run").Succeeded();
        JsonElement test = TrainedRuns.Json(_scratch.QCluster("evaluate", "--model", "run", "--json"));
        Same(TrainedRuns.Metrics(_scratch.In("run")).GetProperty("test"), test);
        Assert.Equal(624, test.GetProperty("images").GetInt32());
        _scratch.QCluster("evaluate", "--model", runs.Twin, "--dataset", "pneumonia", "--data", data).FailedWith(2, "normal, pneumonia", "falling, rising");
    }

    /// <summary>Every property of a part of <c>metrics.json</c>, digit by digit.</summary>
    private static void Same(JsonElement expected, JsonElement actual)
    {
        foreach (JsonProperty property in expected.EnumerateObject()) Assert.Equal(Compact(property.Value), Compact(actual.GetProperty(property.Name)));

        static string Compact(JsonElement element) => string.Concat(element.GetRawText().Where(c => !char.IsWhiteSpace(c)));
    }
}
