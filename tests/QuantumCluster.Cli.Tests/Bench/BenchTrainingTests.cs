using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Bench;

/// <summary>The benchmark of training, as short and small as it can be: what it says, not how fast anything is.</summary>
public sealed class BenchTrainingTests : IDisposable
{
    private static readonly string[] Short = ["bench", "training", "--image-size", "32", "--seconds", "0.1", "--node", BuiltProgram.Node];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Rows_tell_the_hybrid_over_its_twin_and_ours_over_the_other_side_with_spread_and_goal()
    {
        // Speaks as benchmarks/pytorch/mobilenetv2.py does, and says that every step takes two seconds, or four where channels are not innermost.
        File.WriteAllText(_scratch.In("other.sh"), """
            echo '{"torch": "0.0"}'
            while read -r line; do
              case "$line" in *channels-last*) echo '{"seconds": [2, 2]}';; *) echo '{"seconds": [3, 5]}';; esac
            done
            """);
        Finished bench = _scratch.QCluster([.. Short, "--json", "--pytorch", "sh other.sh"]).Succeeded();
        Assert.Contains("in turn with PyTorch 0.0", bench.Error);
        JsonElement[] rows = [.. JsonDocument.Parse(bench.Output).RootElement.GetProperty("rows").EnumerateArray()];
        JsonElement One(string what, string kernel) => Assert.Single(rows, r => r.GetProperty("what").GetString() == what && r.GetProperty("kernel").GetString() == kernel);

        foreach (string what in (string[])["training.hybridOverTwin", "training.hybridOverTwin.workers"])
            foreach (string kernel in (string[])["crz", "su4"])
            {
                JsonElement ratio = One(what, kernel);
                Assert.InRange(ratio.GetProperty("value").GetDouble(), ratio.GetProperty("low").GetDouble(), ratio.GetProperty("high").GetDouble());
                Assert.Equal("≤ 1.05", ratio.GetProperty("goal").GetString());
                Assert.Equal((32, 16), (ratio.GetProperty("imageSize").GetInt32(), ratio.GetProperty("batch").GetInt32()));
            }

        Assert.Equal(8.0, One("training.pyTorchImagesPerSecond", "channels-last").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(4.0, One("training.pyTorchImagesPerSecond", "contiguous").GetProperty("value").GetDouble(), 1e-12);
        double ours = One("training.imagesPerSecond", "none").GetProperty("value").GetDouble();
        JsonElement over = One("training.imagesOverPyTorch", "none");
        Assert.Equal(ours / 8, over.GetProperty("value").GetDouble(), 1e-9 * ours); // the faster layout counts
        Assert.Equal("≥ 1", over.GetProperty("goal").GetString());
        foreach (string what in (string[])["training.inferenceImagesPerSecond", "training.inputImagesPerSecond"]) Assert.True(One(what, "none").GetProperty("value").GetDouble() > 0);
    }

    [Fact]
    public void The_table_puts_the_goals_beside_the_values()
    {
        Finished bench = _scratch.QCluster(Short).Succeeded();
        string line = Assert.Single(bench.Output.Split('\n'), l => l.StartsWith("training.hybridOverTwin ", StringComparison.Ordinal) && l.Contains(" crz "));
        Assert.Matches(@"ratio, 32 px  \[\d\S*, \d\S*\]  goal ≤ 1\.05$", line);
        Assert.DoesNotContain("PyTorch", bench.Output);
    }

    [Theory]
    [InlineData("no-such-program", "\"no-such-program\" has ended without an answer", "not found")]
    [InlineData("echo no torch here >&2; exit 1 #", "has ended without an answer", "no torch here")]
    [InlineData("echo hello #", "said \"hello\"", "mobilenetv2.py")]
    [InlineData("echo '{}' #", "said \"{}\"", "mobilenetv2.py")]
    public void Other_side_that_does_not_answer_is_told_in_one_sentence(string command, params string[] words) => _scratch.QCluster([.. Short, "--pytorch", command]).FailedWith(1, words);
}
