using System.Globalization;
using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

public sealed class TrainTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Training_writes_all_its_files_and_prints_the_metrics()
    {
        Finished finished = _scratch.QCluster(TinyRun.Arguments("run")).Succeeded();
        foreach (string word in (string[])["step 3/3", "images/s", "jobs/s", "devices busy", "accuracy", "AUC", "precision", "specificity", "macro", "confusion matrix"])
            Assert.Contains(word, finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", finished.Output, StringComparison.Ordinal);
        Assert.Equal("", finished.Error);

        string run = _scratch.In("run");
        Assert.Equal(6, LossCurve.Steps(run).Length);
        Assert.Equal(2, LossCurve.Epochs(run).Length);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(run, "epochs.csv")).Length);
        foreach (string file in (string[])["loss.png", "confusion.png"]) Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(run, file))[..4]);
        foreach (string file in (string[])["manifest.json", "best.safetensors"]) Assert.True(File.Exists(Path.Combine(run, file)), file);

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "metrics.json")));
        JsonElement metrics = document.RootElement, test = metrics.GetProperty("test");
        Assert.Equal(1, metrics.GetProperty("schema").GetInt32());
        Assert.Equal(1, metrics.GetProperty("seed").GetInt32());
        Assert.Equal("su4", metrics.GetProperty("settings").GetProperty("kernel").GetString());
        Assert.Equal(7, metrics.GetProperty("plan").GetProperty("variants").GetInt32());
        Assert.InRange(test.GetProperty("accuracy").GetDouble(), 0, 1);
        Assert.InRange(test.GetProperty("auc").GetDouble(), 0, 1);
        Assert.Equal(2, test.GetProperty("classes").GetArrayLength());
        foreach (string score in (string[])["accuracy", "auc"])
        {
            double[] interval = [.. test.GetProperty("intervals").GetProperty(score).EnumerateArray().Select(end => end.GetDouble())];
            Assert.InRange(test.GetProperty(score).GetDouble(), interval[0], interval[1]);
        }

        string[] predictions = File.ReadAllLines(Path.Combine(run, "predictions.csv"));
        Assert.Equal("image,class,falling,rising", predictions[0]);
        Assert.Equal(test.GetProperty("images").GetInt32(), predictions.Length - 1);
        Assert.Equal(test.GetProperty("images").GetInt32(), test.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(n => n.GetInt32())));
        Assert.True(metrics.GetProperty("secondsPerEpoch").GetDouble() > 0);
        Assert.Equal(4, metrics.GetProperty("cluster").GetProperty("devices").GetInt32());
        Assert.True(metrics.GetProperty("cluster").GetProperty("jobs").GetInt64() >= 6 * 4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses_on_any_cluster_and_another_seed_others()
    {
        string first = TinyRun.Train(_scratch, "first"), again = TinyRun.Train(_scratch, "again");
        string one = TinyRun.Train(_scratch, "one", "--nodes", "1", "--devices-per-node", "1"), four = TinyRun.Train(_scratch, "four", "--nodes", "4");
        LossCurve.AssertEqual(first, again);
        LossCurve.AssertEqual(first, one);
        LossCurve.AssertEqual(first, four);
        Assert.NotEqual(LossCurve.Steps(first), LossCurve.Steps(TinyRun.Train(_scratch, "other", "--seed", "2")));
    }

    [Fact]
    public async Task An_interrupted_run_ends_with_130_and_resumes_to_the_same_losses()
    {
        string whole = TinyRun.Train(_scratch, "whole", "--epochs", "4");
        using RunningProgram running = _scratch.StartQCluster(TinyRun.Arguments("cut", "--epochs", "4"));
        await running.UntilOutputHas("epoch 1/4  done");
        running.AskToEnd();
        Finished interrupted = running.Wait();
        interrupted.FailedWith(130, "--resume cut");
        _scratch.QCluster("train", "--resume", "cut").Succeeded();
        LossCurve.AssertEqual(whole, _scratch.In("cut"));
    }

    [Fact]
    public void A_run_in_float_goes_on_in_float()
    {
        string whole = TinyRun.Train(_scratch, "whole", "--precision", "float"), begun = TinyRun.Train(_scratch, "begun", "--precision", "float", "--epochs", "1");
        _scratch.QCluster("train", "--resume", "begun", "--precision", "double").FailedWith(2, "--precision cannot change");
        _scratch.QCluster("train", "--resume", "begun", "--epochs", "2").Succeeded();
        LossCurve.AssertEqual(whole, begun);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(begun, "metrics.json")));
        Assert.Equal("float", metrics.RootElement.GetProperty("plan").GetProperty("precision").GetString());
        Assert.NotEqual(LossCurve.Steps(whole), LossCurve.Steps(TinyRun.Train(_scratch, "double", "--precision", "double")));
    }

    [Fact]
    public void A_run_on_drawn_views_learns_otherwise_and_goes_on_with_them()
    {
        string whole = TinyRun.Train(_scratch, "whole", "--train-views", "8"), begun = TinyRun.Train(_scratch, "begun", "--train-views", "8", "--epochs", "1");
        _scratch.QCluster("train", "--resume", "begun", "--train-views", "2").FailedWith(2, "--train-views cannot change");
        _scratch.QCluster("train", "--resume", "begun", "--epochs", "2").Succeeded();
        LossCurve.AssertEqual(whole, begun);
        Assert.NotEqual(LossCurve.Steps(whole), LossCurve.Steps(TinyRun.Train(_scratch, "still")));
    }

    [Fact]
    public void An_uncut_circuit_trains_as_the_cut_one_and_other_circuits_otherwise()
    {
        double[] cut = Losses("cut"), uncut = Losses("uncut", "--circuit", "uncut"), reupload = Losses("reupload", "--circuit", "reupload-at-cut"), paulis = Losses("paulis", "--outputs", "paulis");
        for (int i = 0; i < cut.Length; i++) Assert.Equal(cut[i], uncut[i], 1e-4); // rounding, grown over the steps by a float network
        Assert.NotEqual(cut[0], reupload[0], 1e-6);
        Assert.NotEqual(cut[0], paulis[0], 1e-6);
        _scratch.QCluster("train", "--resume", "reupload", "--epochs", "3").Succeeded();

        double[] Losses(string name, params string[] more) => [.. LossCurve.Steps(TinyRun.Train(_scratch, name, more)).Select(step => double.Parse(step.Split(' ')[2], CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void The_classical_twin_trains_without_a_cluster()
    {
        Finished finished = _scratch.QCluster("train", "--train-images", "24", "--batch-size", "8", "--epochs", "2", "--model", "twin", "--schedule", "cosine", "--frozen-epochs", "1", "--patience", "5", "--out", "twin").Succeeded();
        Assert.Contains("classical twin, seed 1, no cluster", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("jobs", finished.Output, StringComparison.Ordinal);
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(_scratch.In("twin/metrics.json")));
        Assert.Equal(JsonValueKind.Null, metrics.RootElement.GetProperty("plan").ValueKind);
        Assert.Equal("twin", metrics.RootElement.GetProperty("settings").GetProperty("model").GetString());
        Assert.Equal("cosine", metrics.RootElement.GetProperty("settings").GetProperty("schedule").GetString());
        _scratch.QCluster("train", "--resume", "twin").Succeeded();
    }

    [Theory]
    [InlineData("--kernel is of the circuit", "--model", "twin", "--kernel", "su4")]
    [InlineData("--shots is of the circuit", "--model", "twin", "--shots", "100")]
    [InlineData("--nodes is of the cluster", "--model", "twin", "--nodes", "3")]
    [InlineData("--record writes down", "--model", "twin", "--record")]
    [InlineData("--variants says how a cut is measured", "--circuit", "uncut", "--variants", "minimal")]
    [InlineData("needs 8 qubits", "--circuit", "uncut", "--profile", "ideal")]
    [InlineData("--patience is \"0\"", "--patience", "0")]
    public void Options_that_do_not_go_together_are_refused(string sentence, params string[] options) =>
        _scratch.QCluster(["train", "--out", "refused", .. options]).FailedWith(2, sentence);

    [Fact]
    public void A_folder_that_is_not_empty_is_left_alone()
    {
        Directory.CreateDirectory(_scratch.In("taken"));
        File.WriteAllText(_scratch.In("taken/notes.txt"), "mine");
        _scratch.QCluster(TinyRun.Arguments("taken")).FailedWith(2, "taken", "--out", "--resume");
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(_scratch.In("taken")).Select(Path.GetFileName));
    }

    [Fact]
    public void Resuming_what_is_no_run_or_with_other_options_is_refused()
    {
        _scratch.QCluster("train", "--resume", "nowhere").FailedWith(2, "nowhere");
        _scratch.QCluster("train", "--resume", "nowhere", "--kernel", "su4").FailedWith(2, "--kernel");
    }

    [Fact]
    public void A_cluster_that_is_not_there_fails_the_run()
    {
        int port = FreePort.Next();
        _scratch.QCluster(TinyRun.Arguments("run", "--cluster", $"127.0.0.1:{port}", "--join-timeout", "3")).FailedWith(1, $"{port}");
    }
}
