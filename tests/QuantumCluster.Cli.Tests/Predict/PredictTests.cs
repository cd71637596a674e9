using System.Globalization;
using System.Text.Json;
using QuantumCluster.Cli.Tests.Models;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Predict;

public sealed class PredictTests : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TrainedRuns _runs;

    public PredictTests(TrainedRuns runs)
    {
        _runs = runs;
        for (int i = 0; i < 3; i++) File.WriteAllBytes(_scratch.In($"p{i}.png"), DrawnPng.Stripes(i == 1, i));
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Pictures_get_the_probabilities_that_they_get_in_an_evaluation(int views)
    {
        string[] looking = views == 1 ? [] : ["--views", $"{views}"];
        File.WriteAllText(_scratch.In("labels.csv"), "image_id,dx\np0,falling\np1,rising\np2,falling\n");
        _scratch.QCluster(["evaluate", "--model", _runs.Hybrid, "--data", ".", "--out", "judged", .. looking]).Succeeded();
        double[][] expected = [.. File.ReadLines(_scratch.In("judged/predictions.csv")).Skip(1).Select(row => row.Split(',')[2..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray())];
        JsonElement page = TrainedRuns.Json(_scratch.QCluster(["predict", "p0.png", "p1.png", "p2.png", "--model", _runs.Hybrid, "--json", .. looking]));
        JsonElement[] said = [.. page.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(views, page.GetProperty("views").GetInt32());
        Assert.Equal(["p0.png", "p1.png", "p2.png"], said.Select(s => s.GetProperty("image").GetString()));
        for (int i = 0; i < 3; i++)
        {
            JsonElement probabilities = said[i].GetProperty("probabilities");
            double[] actual = [probabilities.GetProperty("falling").GetDouble(), probabilities.GetProperty("rising").GetDouble()];
            Assert.Equal(expected[i], actual);
            Assert.Equal(1, actual.Sum(), 12);
            Assert.Equal(actual[0] >= actual[1] ? "falling" : "rising", said[i].GetProperty("class").GetString());
        }
    }

    [Fact]
    public void A_table_has_a_row_for_every_picture()
    {
        string page = _scratch.QCluster("predict", "p0.png", "p2.png", "--model", _runs.Twin).Succeeded().Output;
        foreach (string word in (string[])["picture", "class", "falling", "rising", "p0.png", "p2.png", "%"]) Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.DoesNotContain("p1.png", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_picture_is_named_and_nothing_is_said_of_the_others()
    {
        File.WriteAllText(_scratch.In("text.jpg"), "no picture");
        File.WriteAllBytes(_scratch.In("half.png"), File.ReadAllBytes(_scratch.In("p0.png"))[..60]);
        foreach ((string file, string word) in ((string, string)[])[("text.jpg", "no whole JPEG or PNG"), ("half.png", "no whole JPEG or PNG"), ("absent.png", "does not exist"), (".", "directory")])
        {
            Finished finished = _scratch.QCluster("predict", "p0.png", file, "--model", _runs.Twin);
            finished.FailedWith(2, file, word);
            Assert.Empty(finished.Output);
        }
    }
}
