using System.Globalization;
using System.Text.Json;
using QuantumCluster.Cli.Tests.Models;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Compare;

/// <summary>On predictions written by hand: a comparison needs no model.</summary>
public sealed class CompareTests(TrainedRuns runs) : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Two_models_are_held_against_each_other_image_by_image()
    {
        // Of 100 images each model is wrong on some: the first on 0-9, the second on 5-24. So 5 are right in the second alone, 15 in the first alone.
        Write("one", i => i < 10);
        Write("other", i => i is >= 5 and < 25);
        JsonElement pair = TrainedRuns.Json(_scratch.QCluster("compare", "one", "other", "--json")).GetProperty("pairs")[0];
        Assert.Equal(("one", "other", 100, 100), (pair.GetProperty("first").GetString(), pair.GetProperty("second").GetString(), pair.GetProperty("images").GetInt32(), pair.GetProperty("groups").GetInt32()));
        JsonElement accuracy = pair.GetProperty("scores").GetProperty("accuracy"), mcnemar = pair.GetProperty("mcnemar");
        Assert.Equal((0.9, 0.8), (accuracy.GetProperty("first").GetDouble(), accuracy.GetProperty("second").GetDouble()));
        Assert.Equal(0.1, accuracy.GetProperty("difference").GetDouble(), 12);
        // Differences are +1 with chance 0.15, -1 with 0.05: deviation √((0.2 - 0.01) / 100) = 0.0436.
        double[] ends = [.. accuracy.GetProperty("interval").EnumerateArray().Select(e => e.GetDouble())];
        Assert.Equal(0.1 - 1.96 * 0.0436, ends[0], 0.021);
        Assert.Equal(0.1 + 1.96 * 0.0436, ends[1], 0.021);
        Assert.Equal((15, 5), (mcnemar.GetProperty("onlyFirst").GetInt32(), mcnemar.GetProperty("onlySecond").GetInt32()));
        Assert.Equal(0.04138946533203125, mcnemar.GetProperty("p").GetDouble(), 12); // 2 Σ_{i ≤ 5} C(20, i) / 2^20

        string page = _scratch.QCluster("compare", "one", "other").Succeeded().Output;
        foreach (string word in (string[])["same 100 images", "accuracy", "macro F1", "AUC", "+0.1000", "95 % interval", "McNemar", "p = 0.0414", "first is right on 15"]) Assert.Contains(word, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_pairs_are_shown_each_and_in_the_mean()
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            Write($"a{seed}", i => i % 11 < seed);
            Write($"b{seed}", i => i % 7 < seed + 1);
        }

        JsonElement answer = TrainedRuns.Json(_scratch.QCluster("compare", "--json", "--first", "a1", "a2", "a3", "--second", "b1", "b2", "b3"));
        double[] differences = [.. answer.GetProperty("pairs").EnumerateArray().Select(p => p.GetProperty("scores").GetProperty("accuracy").GetProperty("difference").GetDouble())];
        JsonElement mean = answer.GetProperty("mean").GetProperty("accuracy");
        Assert.Equal(3, differences.Length);
        Assert.Equal(differences.Average(), mean.GetProperty("difference").GetDouble(), 12);
        Assert.Equal(Math.Sqrt(differences.Sum(d => Math.Pow(d - differences.Average(), 2)) / 2), mean.GetProperty("deviation").GetDouble(), 12);
        Assert.InRange(differences.Average(), mean.GetProperty("interval")[0].GetDouble(), mean.GetProperty("interval")[1].GetDouble());
        string page = _scratch.QCluster("compare", "--first", "a1", "a2", "a3", "--second", "b1", "b2", "b3").Succeeded().Output;
        foreach (string word in (string[])["a3 beside b3", "Mean of the 3 differences", "deviation between pairs"]) Assert.Contains(word, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_one_lesion_are_drawn_together()
    {
        Write("one", i => i < 10, group: i => i / 10);
        Write("other", i => i is >= 5 and < 25, group: i => i / 10);
        Write("apart", i => i < 10);
        Write("apart-too", i => i is >= 5 and < 25);
        JsonElement grouped = TrainedRuns.Json(_scratch.QCluster("compare", "one", "other", "--json")).GetProperty("pairs")[0];
        double Width(JsonElement pair) => pair.GetProperty("scores").GetProperty("accuracy").GetProperty("interval") is var ends ? ends[1].GetDouble() - ends[0].GetDouble() : 0;
        Assert.Equal(10, grouped.GetProperty("groups").GetInt32());
        // Errors come in whole lesions: ten of them say less than a hundred images.
        Assert.True(Width(grouped) > 1.5 * Width(TrainedRuns.Json(_scratch.QCluster("compare", "apart", "apart-too", "--json")).GetProperty("pairs")[0]));
        Assert.Contains("10 lesions or patients", _scratch.QCluster("compare", "one", "other").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_two_models_on_one_data_set_compare_and_of_two_seeds_do_not()
    {
        JsonElement pair = TrainedRuns.Json(_scratch.QCluster("compare", runs.Hybrid, runs.Twin, "--json")).GetProperty("pairs")[0];
        Assert.Equal(TrainedRuns.Metrics(runs.Hybrid).GetProperty("test").GetProperty("auc").GetDouble(), pair.GetProperty("scores").GetProperty("auc").GetProperty("first").GetDouble(), 12);
        _scratch.QCluster("compare", runs.Twin, runs.With("--model", "twin", "--seed", "2")).FailedWith(2, "Row 1", "same images");
    }

    [Fact]
    public void Predictions_that_are_missing_damaged_or_of_other_images_are_one_sentence()
    {
        Write("one", i => i < 10);
        Write("fewer", i => i < 10, images: 99);
        Write("renamed", i => i < 10, name: i => i == 41 ? "another" : $"image {i}");
        Directory.CreateDirectory(_scratch.In("empty"));
        _scratch.QCluster("compare", "one", "empty").FailedWith(2, "empty holds no predictions.csv");
        _scratch.QCluster("compare", "one", "fewer").FailedWith(2, "100 images", "99");
        _scratch.QCluster("compare", "one", "renamed").FailedWith(2, "Row 42", "another");
        foreach ((string content, string word) in ((string, string)[])[("", "no table"), ("a,b\n1,2\n", "image, class"), ("image,class,a,b\nx,a,one,0\n", "damaged"), ("image,class,a,b\nx,c,1,0\n", "damaged")])
        {
            Directory.CreateDirectory(_scratch.In("bad"));
            File.WriteAllText(_scratch.In("bad/predictions.csv"), content);
            _scratch.QCluster("compare", "one", "bad").FailedWith(2, "predictions.csv", word);
        }

        File.WriteAllText(_scratch.In("bad/predictions.csv"), "image,class,a,c\nx,a,1,0\n");
        _scratch.QCluster("compare", "one", "bad").FailedWith(2, "a, b", "a, c");
    }

    /// <summary>A model that is sure, and wrong where it is said to be; classes take turns.</summary>
    private void Write(string folder, Func<int, bool> wrong, int images = 100, Func<int, string>? name = null, Func<int, int>? group = null)
    {
        Directory.CreateDirectory(_scratch.In(folder));
        File.WriteAllLines(_scratch.In($"{folder}/predictions.csv"), Enumerable.Range(0, images).Select(i =>
        {
            bool second = (i % 2 == 1) != wrong(i);
            double p = 0.6 + i % 5 * 0.05;
            return string.Create(CultureInfo.InvariantCulture, $"{name?.Invoke(i) ?? $"image {i}"},{(group is null ? "" : $"lesion {group(i)},")}{(i % 2 == 1 ? "b" : "a")},{(second ? 1 - p : p)},{(second ? p : 1 - p)}");
        }).Prepend($"image,{(group is null ? "" : "group,")}class,a,b"));
    }
}
