using System.IO.Compression;
using System.Text;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

/// <summary>Trainings whose steps several trainers share in, threads and processes.</summary>
public sealed class TrainersTests : IDisposable
{
    private static readonly string[] Shared = ["--train-images", "48", "--batch-size", "4", "--kernel", "su4", "--epochs", "2", "--checkpoint-every", "1", "--keep", "50"];

    /// <summary>Long enough for other processes to start and join while it goes on, also on a fast machine.</summary>
    private static readonly string[] Long = ["--train-images", "96", "--batch-size", "4", "--kernel", "su4", "--epochs", "6", "--checkpoint-every", "1", "--keep", "8"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Two_trainers_in_one_process_give_the_files_of_one_that_accumulates()
    {
        _scratch.QCluster(["train", .. Shared, "--accumulate", "2", "--out", "one"]).Succeeded();
        Finished two = _scratch.QCluster(["train", .. Shared, "--trainers", "2", "--out", "two"]).Succeeded();
        Assert.Contains("2 micro-batches a step on 2 trainers", two.Output, StringComparison.Ordinal);
        SameRun("one", "two");
    }

    [Fact]
    public async Task A_trainer_process_killed_in_mid_run_and_one_that_joins_later_change_no_digit()
    {
        _scratch.QCluster(["train", .. Long, "--accumulate", "3", "--out", "one"]).Succeeded();
        int port = FreePort.Next();
        using RunningProgram training = _scratch.StartQCluster(["train", .. Long, "--trainers", "3", "--listen", $"{port}", "--join-timeout", "120", "--out", "many"]);
        using RunningProgram worker = _scratch.StartNode("--role", "worker", "--seed", $"127.0.0.1:{port}");
        using RunningProgram doomed = _scratch.StartQCluster("trainer", "--cluster", $"127.0.0.1:{port}", "--join-timeout", "120");
        await doomed.UntilOutputHas("taking part");
        doomed.Kill();
        using RunningProgram later = _scratch.StartQCluster("trainer", "--cluster", $"127.0.0.1:{port}", "--join-timeout", "120");
        Finished finished = training.Wait().Succeeded();
        Assert.Contains("is lost", finished.Error, StringComparison.Ordinal);
        SameRun("one", "many");
        later.AskToEnd(); // it has ended with the training, unless that was over before it could join
        Assert.Equal(0, later.Wait().ExitCode);
    }

    [Fact]
    public void A_run_is_resumed_with_another_number_of_trainers_to_the_same_digits()
    {
        _scratch.QCluster(["train", .. Shared, "--accumulate", "2", "--out", "whole"]).Succeeded();
        _scratch.QCluster(["train", .. Shared[..^6], "--epochs", "1", "--checkpoint-every", "1", "--keep", "50", "--trainers", "2", "--out", "parted"]).Succeeded();
        _scratch.QCluster("train", "--resume", "parted", "--epochs", "2").Succeeded();
        SameRun("whole", "parted");
        _scratch.QCluster("train", "--resume", "parted", "--epochs", "3", "--trainers", "3").FailedWith(2, "--trainers is 3", "2 micro-batches");
        _scratch.QCluster("train", "--resume", "parted", "--epochs", "3", "--accumulate", "3").FailedWith(2, "--accumulate cannot change");
    }

    [Fact]
    public async Task A_lead_that_is_killed_and_resumed_finds_its_trainer_again()
    {
        _scratch.QCluster(["train", .. Long, "--accumulate", "2", "--out", "one"]).Succeeded();
        int port = FreePort.Next();
        string[] listening = ["--trainers", "2", "--listen", $"{port}", "--join-timeout", "120"];
        using RunningProgram lead = _scratch.StartQCluster(["train", .. Long, .. listening, "--out", "many"]);
        using RunningProgram worker = _scratch.StartNode("--role", "worker", "--seed", $"127.0.0.1:{port}");
        using RunningProgram trainer = _scratch.StartQCluster("trainer", "--cluster", $"127.0.0.1:{port}", "--join-timeout", "120");
        await trainer.UntilOutputHas("taking part");
        lead.Kill();
        lead.Wait();
        _scratch.QCluster(["train", "--resume", "many", .. listening]).Succeeded();
        SameRun("one", "many");
        Assert.Contains("The training is complete", trainer.Wait().Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trainer_whose_data_differ_is_refused_in_a_sentence()
    {
        // Data of files are told apart by their digest; here the lead's own copy is another one than the trainer's.
        string data = NpzOf("a.npz", seed: 1), other = NpzOf("b.npz", seed: 2);
        int port = FreePort.Next();
        using RunningProgram training = _scratch.StartQCluster("train", "--dataset", "pneumonia", "--data", data, "--image-size", "32", "--trainers", "2", "--epochs", "500", "--listen", $"{port}", "--join-timeout", "120", "--out", "run");
        using RunningProgram worker = _scratch.StartNode("--role", "worker", "--seed", $"127.0.0.1:{port}");
        await training.UntilOutputHas("training on");
        using RunningProgram trainer = _scratch.StartQCluster("trainer", "--cluster", $"127.0.0.1:{port}", "--data", other, "--join-timeout", "120");
        trainer.Wait().FailedWith(1, "The lead does not take this trainer", "images", "--data");
        using RunningProgram lost = _scratch.StartQCluster("trainer", "--cluster", $"127.0.0.1:{port}", "--data", "none.npz", "--join-timeout", "120");
        lost.Wait().FailedWith(1, "none.npz");
    }

    [Fact]
    public void Trainers_that_cannot_be_are_refused_in_a_sentence()
    {
        _scratch.QCluster("train", "--trainers", "3", "--accumulate", "2").FailedWith(2, "--trainers is 3", "2 micro-batches", "--accumulate 3");
        _scratch.QCluster("train", "--trainers", "0").FailedWith(2, "--trainers", "from 1 to 64");
        _scratch.QCluster("train", "--trainers", "2", "--record").FailedWith(2, "--record", "leave it out");
        _scratch.QCluster("trainer").FailedWith(2, "--cluster HOST:PORT");
        _scratch.QCluster("trainer", "--cluster", $"127.0.0.1:{FreePort.Next()}", "--join-timeout", "1").FailedWith(1, "No coordinator has answered");
    }

    private void SameRun(string expected, string actual)
    {
        LossCurve.AssertEqual(_scratch.In(expected), _scratch.In(actual));
        string[] files = [.. Directory.GetFiles(Path.Combine(_scratch.In(expected), "checkpoints")).Select(f => Path.Combine("checkpoints", Path.GetFileName(f))), "best.safetensors"];
        Assert.True(files.Length > 5);
        foreach (string file in files) Assert.True(Numbers(Path.Combine(_scratch.In(expected), file)).SequenceEqual(Numbers(Path.Combine(_scratch.In(actual), file))), file);
    }

    /// <summary>A file in the form of PneumoniaMNIST, full of noise.</summary>
    private string NpzOf(string name, int seed)
    {
        var random = new Random(seed);
        using ZipArchive archive = ZipFile.Open(_scratch.In(name), ZipArchiveMode.Create);
        foreach ((string part, int count) in new[] { ("train", 4708), ("val", 524), ("test", 624) })
        {
            var images = new byte[count * 28 * 28];
            random.NextBytes(images);
            Array(archive, $"{part}_images", $"({count}, 28, 28)", images);
            Array(archive, $"{part}_labels", $"({count}, 1)", [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
        }

        return name;
    }

    private static void Array(ZipArchive archive, string name, string shape, byte[] bytes)
    {
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n"; // 128 bytes with the ten before
        using Stream stream = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. bytes]);
    }

    private static ReadOnlySpan<byte> Numbers(string safetensors)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(safetensors);
        return bytes[(8 + BitConverter.ToInt32(bytes))..];
    }
}
