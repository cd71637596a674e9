using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

/// <summary>The trainer's process killed (SIGKILL) wherever it happens to be, and resumed.</summary>
public sealed class KilledTrainerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_trainer_killed_again_and_again_leaves_the_files_of_one_that_was_not()
    {
        string whole = TinyRun.Train(_scratch, "whole", "--epochs", "4", "--checkpoint-every", "1");

        // What a kill before the first step leaves is no reason to refuse the folder.
        string cut = _scratch.In("cut"), checkpoints = Path.Combine(cut, "checkpoints");
        Directory.CreateDirectory(checkpoints);
        File.WriteAllText(Path.Combine(checkpoints, "step-00000000.safetensors.partial"), "half");

        var chance = new Random(5);
        using (RunningProgram first = _scratch.StartQCluster(TinyRun.Arguments("cut", "--epochs", "4", "--checkpoint-every", "1")))
        {
            await first.UntilOutputHas("step 1/3");
            await KillInTheMiddleOfACheckpoint(first, checkpoints);
        }

        for (int i = 0; i < 3 && Steps(cut) < 12; i++)
        {
            using RunningProgram next = _scratch.StartQCluster("train", "--resume", "cut");
            int before = Steps(cut);
            while (!next.HasEnded && Steps(cut) == before && !next.Output.Contains("step", StringComparison.Ordinal)) await Task.Delay(5);
            await Task.Delay(chance.Next(400));
            next.Kill();
        }

        _scratch.QCluster("train", "--resume", "cut").Succeeded();
        LossCurve.AssertEqual(whole, cut);
        foreach (string file in (string[])["best.safetensors", "loss.png", "confusion.png"])
            Assert.True(File.ReadAllBytes(Path.Combine(whole, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(cut, file))), file);
        foreach (string file in Directory.GetFiles(Path.Combine(whole, "checkpoints")))
            Assert.True(Numbers(file).SequenceEqual(Numbers(Path.Combine(checkpoints, Path.GetFileName(file)))), file);
        foreach (string file in (string[])["metrics.json", "manifest.json"]) Assert.Equal(WithoutTimes(whole, file), WithoutTimes(cut, file));
        Assert.Equal(Names(whole), Names(cut));
    }

    [Fact]
    public void Of_damaged_checkpoints_the_one_before_is_used_and_without_any_the_run_is_refused()
    {
        string run = TinyRun.Train(_scratch, "run", "--epochs", "1", "--checkpoint-every", "1", "--keep", "2");
        Truncate(run, "step-00000003.safetensors");
        Finished resumed = _scratch.QCluster("train", "--resume", "run").Succeeded();
        string warning = Assert.Single(resumed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (string word in (string[])["step-00000003.safetensors", "going on", "step-00000002.safetensors"]) Assert.Contains(word, warning, StringComparison.Ordinal);
        Assert.Contains("going on after epoch 1, step 2", resumed.Output, StringComparison.Ordinal);

        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints"), "*.safetensors")) Truncate(run, Path.GetFileName(file));
        _scratch.QCluster("train", "--resume", "run").FailedWith(2, "run", "none of its 2 checkpoints is whole", "step-00000003.safetensors");
    }

    private static async Task KillInTheMiddleOfACheckpoint(RunningProgram training, string checkpoints)
    {
        while (!Directory.EnumerateFiles(checkpoints, "*.partial").Any() && !training.HasEnded) await Task.Yield();
        training.Kill();
    }

    private static int Steps(string run) => File.Exists(Path.Combine(run, "steps.jsonl")) ? File.ReadAllText(Path.Combine(run, "steps.jsonl")).Count(c => c == '\n') : 0;

    private static void Truncate(string run, string checkpoint)
    {
        string file = Path.Combine(run, "checkpoints", checkpoint);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1000]);
    }

    /// <summary>All tensors of a checkpoint; its header holds times.</summary>
    private static ReadOnlySpan<byte> Numbers(string safetensors)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(safetensors);
        return bytes[(8 + BitConverter.ToInt32(bytes))..];
    }

    private static string[] Names(string run) => [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(run, f)).Order(StringComparer.Ordinal)];

    /// <summary>Without wall times, and without what the process asked of its cluster: a process that does part of the run asks for less.</summary>
    private static string WithoutTimes(string run, string file)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(Path.Combine(run, file)))!;
        foreach (string name in (string[])["cluster", "secondsPerEpoch"]) root.AsObject().Remove(name);
        foreach (JsonNode? epoch in (root["epochs"] ?? root["history"])!.AsArray()) epoch!.AsObject().Remove("seconds");
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
