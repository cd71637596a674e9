using System.Security.Cryptography;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Training;

/// <summary>Three steps an epoch, two epochs; a run that stops after its fifth step, and what becomes of it.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly DataSplits Few = SyntheticSet.Generate(new Seed(1), train: 48, validation: 16, test: 16);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_stopped_within_an_epoch_goes_on_as_if_it_had_not_stopped()
    {
        Witness straight = Run("a", every: 1), stopped = Run("b", every: 1, stopAfter: 5), resumed = Run("b", every: 1, resumes: true);
        Assert.Equal((2, 2), (resumed.Started.FirstEpoch, resumed.Started.StepsDone));
        Assert.Equal(straight.Losses, stopped.Losses.Concat(resumed.Losses));
        Assert.Equal(straight.Draws, stopped.Draws.Concat(resumed.Draws)); // torch's own generator
        Assert.Equal(straight.Result!.History.Select(e => e with { Seconds = 0 }), resumed.Result!.History.Select(e => e with { Seconds = 0 }));
        Assert.Equal((straight.Result.BestEpoch, straight.Result.Test.Loss), (resumed.Result.BestEpoch, resumed.Result.Test.Loss));
        Assert.Equal(straight.Model, resumed.Model);
        Assert.Equal(["step-00000004.safetensors", "step-00000005.safetensors", "step-00000006.safetensors"], Checkpoints("b"));
    }

    [Fact]
    public void Steps_since_the_last_checkpoint_are_done_again_with_the_same_losses()
    {
        Witness stopped = Run("b", every: 2, stopAfter: 5), resumed = Run("b", every: 2, resumes: true);
        Assert.Equal((2, 1), (resumed.Started.FirstEpoch, resumed.Started.StepsDone)); // steps 2 and 4, and 3 which ends an epoch
        Assert.Equal(stopped.Losses[4], resumed.Losses[0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_run_that_is_interrupted_loses_no_step(int after)
    {
        Witness straight = Run("a", every: 1000), interrupted = Run("b", every: 1000, stopAfter: after, interrupts: true), resumed = Run("b", every: 1000, resumes: true);
        Assert.Equal(straight.Losses, interrupted.Losses.Concat(resumed.Losses));
        Assert.Equal(straight.Result!.History.Select(e => e with { Seconds = 0 }), resumed.Result!.History.Select(e => e with { Seconds = 0 }));
        Assert.Equal(straight.Model, resumed.Model);
    }

    [Fact]
    public void Of_a_damaged_checkpoint_the_one_before_is_used_and_the_file_named()
    {
        Witness straight = Run("whole", every: 1);
        Run("stopped", every: 1, stopAfter: 5);
        const string newest = "step-00000005.safetensors", before = "step-00000004.safetensors";
        byte[] bytes = File.ReadAllBytes(Place("stopped", newest));
        int header = BitConverter.ToInt32(bytes);
        int digest = bytes.AsSpan().IndexOf("sha256\":\""u8) + 9;
        using HybridNetwork network = Hybrids.Network(7);
        var optimizer = new Adadelta(network, 0.05);
        foreach ((string region, byte[] damaged) in new[]
        {
            ("header", Flipped(bytes, 8 + header / 2)), ("checksum", Flipped(bytes, digest)), ("its key", Flipped(bytes, digest - 5)),
            ("numbers", Flipped(bytes, 8 + header + (bytes.Length - header) / 3)), ("truncated", bytes[..(bytes.Length / 2)]),
        })
        {
            File.WriteAllBytes(Place("stopped", newest), damaged);
            var passed = new Witness();
            Checkpoint used = new CheckpointShelf(new RunDirectory(_folder.File("stopped"))).RestoreNewest(network, optimizer, passed);
            Assert.True(used.Progress.StepsDone == 1, region);
            CheckpointPassedOver told = Assert.Single(passed.PassedOver);
            Assert.Contains(newest, told.Problem, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', told.Problem);
            Assert.EndsWith(before, told.Next, StringComparison.Ordinal);
        }

        Witness resumed = Run("stopped", every: 1, resumes: true);
        Assert.Equal(straight.Losses[4..], resumed.Losses);
        Assert.Equal(straight.Model, resumed.Model);
    }

    [Fact]
    public void Damaged_checkpoints_do_not_crowd_out_those_of_the_steps_done_again()
    {
        Run("b", every: 1, stopAfter: 5);
        foreach (string damaged in new[] { "step-00000004.safetensors", "step-00000005.safetensors" }) File.WriteAllBytes(Place("b", damaged), []);
        Witness fromThird = Run("b", every: 1, keep: 1, stopAfter: 4, resumes: true);
        Assert.Equal(2, fromThird.PassedOver.Count);
        Assert.Equal((2, 1), (Run("b", every: 1, stopAfter: 5, resumes: true).Started is { } again ? (again.FirstEpoch, again.StepsDone) : default));
    }

    [Fact]
    public void The_best_model_comes_back_from_the_checkpoint()
    {
        Witness straight = Run("a", every: 1);
        Run("b", every: 1, stopAfter: 5);
        File.WriteAllText(_folder.File("b/best.safetensors"), "nonsense");
        File.WriteAllText(_folder.File("b/checkpoints/step-00000006.safetensors.partial"), "half");
        Assert.Equal(straight.Model, Run("b", every: 1, resumes: true).Model);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.partial", SearchOption.AllDirectories));
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 0x10;
        return flipped;
    }

    private string Place(string run, string checkpoint) => _folder.File($"{run}/checkpoints/{checkpoint}");

    private IEnumerable<string?> Checkpoints(string run) => [.. Directory.GetFiles(_folder.File($"{run}/checkpoints")).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private Witness Run(string run, int every, int keep = 3, int? stopAfter = null, bool resumes = false, bool interrupts = false)
    {
        using var source = new CancellationTokenSource();
        using HybridNetwork network = Hybrids.Network(resumes ? 9UL : 1);
        var witness = new Witness { StopAfter = stopAfter, Interrupted = interrupts ? source : null };
        var settings = new TrainingSettings { Epochs = 2, Seed = new Seed(4), Checkpoints = new() { EverySteps = every, Keep = keep } };
        var trainer = new Trainer(network, Few, settings, TimeProvider.System, witness);
        Func<TrainingResult> train = resumes ? () => trainer.Resume(_folder.File(run), source.Token) : () => trainer.Train(_folder.File(run), new Dictionary<string, string>(), source.Token);
        if (interrupts) Assert.Throws<OperationCanceledException>(train);
        else if (stopAfter is not null) Assert.Throws<PowerCut>(train);
        else witness.Result = train();
        string best = _folder.File($"{run}/best.safetensors");
        witness.Model = File.Exists(best) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(best))) : "";
        return witness;
    }

    private sealed class PowerCut : Exception;

    /// <summary>Sees losses and what torch would draw, and stops a run when asked to.</summary>
    private sealed class Witness : ITrainingObserver
    {
        public int? StopAfter { get; init; }

        /// <summary>Cancelled to stop the run; null when it is to stop as in a power cut.</summary>
        public CancellationTokenSource? Interrupted { get; init; }
        public TrainingResult? Result { get; set; }
        public string Model { get; set; } = "";
        public TrainingStarted Started { get; private set; } = null!;
        public List<double> Losses { get; } = [];
        public List<float> Draws { get; } = [];
        public List<CheckpointPassedOver> PassedOver { get; } = [];

        public void Observe(TrainingEvent happened)
        {
            switch (happened)
            {
                case CheckpointPassedOver passed:
                    PassedOver.Add(passed);
                    break;
                case TrainingStarted started:
                    Started = started;
                    break;
                case StepCompleted step:
                    int steps = 3 * (step.Epoch - 1) + step.Step;
                    if (Interrupted is null && steps > StopAfter) throw new PowerCut(); // in the step after
                    Losses.Add(step.Loss);
                    using (Tensor draw = rand(1)) Draws.Add(draw.item<float>());
                    if (steps == StopAfter) Interrupted?.Cancel();
                    break;
            }
        }
    }
}
