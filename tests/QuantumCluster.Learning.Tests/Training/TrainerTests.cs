using System.Collections.Concurrent;
using System.Diagnostics;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Augmentations;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly DataSplits Few = SyntheticSet.Generate(new Seed(1), train: 48, validation: 16, test: 16);
    private static readonly Dictionary<string, string> Origin = new() { ["kernel"] = "crz" };

    private readonly TemporaryFolder _folder = new();
    private readonly Recorder _recorder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_epoch_and_a_resumed_one_are_two_epochs_bit_for_bit()
    {
        TrainingResult straight = Run(_folder.File("a"), epochs: 2);
        Run(_folder.File("b"), epochs: 1);
        TrainingResult resumed = Run(_folder.File("b"), epochs: 2, resume: true);
        foreach (string file in new[] { "checkpoints/step-00000003.safetensors", "checkpoints/step-00000006.safetensors", "best.safetensors" })
            SameNumbers(_folder.File($"a/{file}"), _folder.File($"b/{file}"));
        Assert.Equal(straight.History.Select(e => e with { Seconds = 0 }), resumed.History.Select(e => e with { Seconds = 0 }));
        Assert.Equal((straight.BestEpoch, straight.Test.Loss, straight.Test.Auc), (resumed.BestEpoch, resumed.Test.Loss, resumed.Test.Auc));
    }

    [Fact]
    public void A_run_that_failed_in_its_first_epoch_resumes_from_the_untrained_network()
    {
        Run(_folder.File("a"), epochs: 1);
        var failing = new FailingExecutor(Hybrids.Device(), callsBeforeFailure: 3);
        Assert.Throws<ExecutionFailedException>(() => Run(_folder.File("b"), epochs: 1, executor: failing));
        Run(_folder.File("b"), epochs: 1, resume: true, networkSeed: 9); // its initial weights are overwritten
        SameNumbers(_folder.File("a/best.safetensors"), _folder.File("b/best.safetensors"));
    }

    [Fact]
    public void Steps_reduce_the_loss()
    {
        Run(_folder.File("a"), epochs: 5, rate: 0.3);
        EpochSummary[] epochs = [.. _recorder.Of<EpochCompleted>().Select(e => e.Summary)];
        Assert.True(epochs[^1].TrainLoss < epochs[0].TrainLoss, string.Join(", ", epochs.Select(e => e.TrainLoss)));
    }

    [Fact]
    public void Observers_hear_of_every_step_and_epoch_in_order()
    {
        Run(_folder.File("a"), epochs: 2);
        Assert.Equal(
            ["TrainingStarted", "StepCompleted", "StepCompleted", "StepCompleted", "CheckpointDue", "EpochCompleted",
                "StepCompleted", "StepCompleted", "StepCompleted", "CheckpointDue", "EpochCompleted", "TrainingCompleted"],
            _recorder.Events.Select(e => e.GetType().Name));
        TrainingStarted started = _recorder.Of<TrainingStarted>().Single();
        Assert.Equal((1, 2, 3, 48, 16, 16), (started.FirstEpoch, started.LastEpoch, started.StepsPerEpoch, started.TrainImages, started.ValidationImages, started.TestImages));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], _recorder.Of<StepCompleted>().Select(s => (s.Epoch, s.Step)));
    }

    [Fact]
    public void Every_step_is_traced_with_its_phases_when_somebody_listens()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TrainingTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity mine = new Activity("test").Start();
        Run(_folder.File("a"), epochs: 2);
        Activity[] all = [.. ended.Where(a => a.TraceId == mine.TraceId)], steps = [.. all.Where(a => a.OperationName == "step")];
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L], steps.Select(s => s.GetTagItem("step")));
        Assert.Equal([1, 1, 1, 2, 2, 2], steps.Select(s => s.GetTagItem("epoch")));
        Assert.All(steps, step => Assert.Equal(["images", "network", "gradients", "optimizer"], all.Where(a => a.ParentSpanId == step.SpanId).Select(a => a.OperationName)));
    }

    [Fact]
    public void The_manifest_tells_what_was_done()
    {
        TrainingResult result = Run(_folder.File("a"), epochs: 1);
        RunManifest manifest = RunManifest.Read(_folder.File("a"));
        Assert.Equal((1, 1, "crz"), (manifest.EpochsDone, manifest.BestEpoch, manifest.Origin["kernel"]));
        Assert.Equal(("synthetic", 48, 16, 16, 32), (manifest.Data.Name, manifest.Data.Train, manifest.Data.Validation, manifest.Data.Test, manifest.Data.ImageSize));
        Assert.Equal(result.History, manifest.History);
        Assert.Equal(new TrainingSettings { Epochs = 1, Seed = new Seed(4) }, manifest.Settings);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void Places_that_do_not_fit_are_refused_in_a_sentence()
    {
        string run = _folder.File("a");
        Refused(() => Run(run, epochs: 1, resume: true), run, "no run");
        Run(run, epochs: 1);
        Refused(() => Run(run, epochs: 1), run, "already");
        Refused(() => Run(run, epochs: 2, resume: true, rate: 0.1), run, "0.05", "0.1");
        Refused(() => Run(run, epochs: 2, resume: true, orderSeed: 5), run, "seed 4", "5");
        Refused(() => Run(run, epochs: 2, resume: true, data: SyntheticSet.Generate(new Seed(2), 48, 16, 16)), run, "images");
        File.WriteAllText(Path.Combine(run, "manifest.json"), File.ReadAllText(Path.Combine(run, "manifest.json"))[..100]);
        Refused(() => Run(run, epochs: 2, resume: true), "manifest.json");
        File.WriteAllText(Path.Combine(run, "manifest.json"), "{}");
        Refused(() => RunManifest.Read(run), "manifest.json");
        Run(_folder.File("b"), epochs: 1);
        string manifest = _folder.File("b/manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"format\": 2", "\"format\": 1", StringComparison.Ordinal));
        Refused(() => Run(_folder.File("b"), epochs: 2, resume: true), "earlier version", "format 1", "new run");
    }

    [Fact]
    public void Without_a_whole_checkpoint_nothing_is_resumed()
    {
        string run = _folder.File("a");
        Run(run, epochs: 1, resume: false);
        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints"))) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^5]);
        Refused(() => Run(run, epochs: 2, resume: true), run, "none of its 2 checkpoints", "step-00000003.safetensors");
        Directory.Delete(Path.Combine(run, "checkpoints"), recursive: true);
        Refused(() => Run(run, epochs: 2, resume: true), run, "holds no checkpoint");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frozen_epochs_leave_the_backbone_as_it_was_and_resume_to_the_same_bits(bool varying)
    {
        DataSplits data = varying ? Varying(Few) : Few;
        var settings = new TrainingSettings { Epochs = 3, FrozenEpochs = 2, FrozenLayers = 4, Seed = new Seed(4), Checkpoints = new() { EverySteps = 1, Keep = 100 } };
        Run(_folder.File("a"), settings, data: data);
        Dictionary<string, byte[]> before = Arrays("a/checkpoints/step-00000000.safetensors"), frozen = Arrays("a/checkpoints/step-00000006.safetensors"), after = Arrays("a/checkpoints/step-00000007.safetensors");
        Assert.All(before.Keys.Where(k => k.StartsWith("features.", StringComparison.Ordinal)), name => Assert.Equal(before[name], frozen[name]));
        Assert.All(before.Keys.Where(k => k.StartsWith("reduce.", StringComparison.Ordinal)), name => Assert.NotEqual(before[name], frozen[name]));
        Assert.All(before.Keys.Where(k => k.StartsWith("features.3.", StringComparison.Ordinal)), name => Assert.Equal(before[name], after[name]));
        Assert.NotEqual(frozen["features.4.conv.0.0.weight"], after["features.4.conv.0.0.weight"]);

        // Taken up again in the middle of a frozen epoch.
        var cut = new FailingExecutor(Hybrids.Device(), callsBeforeFailure: 9);
        Assert.Throws<ExecutionFailedException>(() => Run(_folder.File("b"), settings, data: data, executor: cut));
        Run(_folder.File("b"), settings, resume: true, data: data);
        SameNumbers(_folder.File("a/best.safetensors"), _folder.File("b/best.safetensors"));
        SameNumbers(_folder.File("a/checkpoints/step-00000009.safetensors"), _folder.File("b/checkpoints/step-00000009.safetensors"));
        Refused(() => Run(_folder.File("b"), settings with { FrozenEpochs = 1 }, resume: true, data: data), "2 frozen epochs, not 1");
        Refused(() => Run(_folder.File("b"), settings with { FrozenLayers = 0 }, resume: true, data: data), "4 frozen layers, not 0");

        Dictionary<string, byte[]> Arrays(string file) => SafetensorsFile.Read(_folder.File(file)).Arrays.ToDictionary(a => a.Key, a => a.Value.Bytes.ToArray());
    }

    [Fact]
    public void Layers_run_once_or_in_every_step_come_to_the_same()
    {
        // The same pictures, once from a source that says that they stay and once from one that says that they change.
        using HybridNetwork network = Hybrids.Network();
        // The layers above in evaluation, by the statistics of all pictures: the last ones have a single number a channel and picture, and normalising by those
        // of a few pictures makes any rounding thousands of times greater. Of 16 pictures and more torch convolves with the same kernels.
        using var scope = TorchSharp.torch.NewDisposeScope();
        foreach (var norm in network.modules().OfType<TorchSharp.Modules.NormBase>()) norm.momentum = 1;
        network.train();
        network.Features.call(ImageBatch.Of(Few.Train, [.. Enumerable.Range(0, Few.Train.Count)]));
        network.eval();
        using var kept = new FrozenBackbone(network.Features, Few.Train, 5);
        int[] batch = [.. Enumerable.Range(0, 32).Select(i => (5 * i + 7) % Few.Train.Count)];
        double[] once = TensorValues.OfDoubles(kept.FeaturesOf(batch, default)), anew = TensorValues.OfDoubles(kept.FeaturesOf(ImageBatch.Of(Few.Train, batch)));
        for (int i = 0; i < once.Length; i++) Assert.Equal(anew[i], once[i], 1e-4);
        Assert.True(once[..1280].Zip(once[1280..2560], (x, y) => Math.Abs(x - y)).Max() > 0.1, "two pictures come to the same");
    }

    [Fact]
    public void A_falling_rate_trains_otherwise_and_belongs_to_its_number_of_epochs()
    {
        var settings = new TrainingSettings { Epochs = 2, Schedule = RateSchedule.Cosine, Seed = new Seed(4) };
        Run(_folder.File("a"), settings);
        Run(_folder.File("b"), settings with { Schedule = RateSchedule.Constant });
        Assert.Equal(2, _recorder.Of<StepCompleted>().Where(s => (s.Epoch, s.Step) == (1, 1)).Select(s => s.Loss).Count());
        Assert.Single(_recorder.Of<StepCompleted>().Where(s => (s.Epoch, s.Step) == (1, 1)).Select(s => s.Loss).Distinct()); // before any step
        Assert.Equal(2, _recorder.Of<StepCompleted>().Where(s => (s.Epoch, s.Step) == (2, 3)).Select(s => s.Loss).Distinct().Count());
        Refused(() => Run(_folder.File("a"), settings with { Epochs = 3 }, resume: true), "falls over 2 epochs", "3");
        Refused(() => Run(_folder.File("a"), settings with { Schedule = RateSchedule.Constant }, resume: true), "cosine", "constant");
    }

    [Fact]
    public void Training_ends_when_patience_does()
    {
        // At this rate nothing is learnt that could be better twice.
        var settings = new TrainingSettings { Epochs = 50, LearningRate = 1e-9, Patience = 2, Seed = new Seed(4) };
        TrainingResult result = Run(_folder.File("a"), settings);
        Assert.Equal(result.BestEpoch + 2, result.History.Length);
        Assert.True(result.History.Length < 50);
        Assert.Equal(new StoppedEarly(result.History.Length, 2), _recorder.Of<StoppedEarly>().Single());
        TrainingResult again = Run(_folder.File("a"), settings, resume: true);
        Assert.Equal(result.Test.Loss, again.Test.Loss);
        Refused(() => Run(_folder.File("a"), settings with { Patience = null }, resume: true), "patience of 2 epochs");
    }

    [Fact]
    public void A_cancelled_run_stops_at_the_next_step()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Run(_folder.File("a"), epochs: 1, cancellation: source.Token));
        Assert.Equal(0, RunManifest.Read(_folder.File("a")).EpochsDone);
    }

    [Theory]
    [InlineData(0, 16, 0.05, 1)]
    [InlineData(1, 1, 0.05, 1)]
    [InlineData(1, 16, 0, 1)]
    [InlineData(1, 16, double.NaN, 1)]
    [InlineData(1, 16, 0.05, 0)]
    public void Settings_out_of_range_are_refused(int epochs, int batch, double rate, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingSettings { Epochs = epochs, BatchSize = batch, LearningRate = rate, Threads = threads });

    private TrainingResult Run(string directory, int epochs, bool resume = false, double rate = 0.05, ulong orderSeed = 4, ulong networkSeed = 1,
        DataSplits? data = null, IFragmentExecutor? executor = null, CancellationToken cancellation = default) =>
        Run(directory, new TrainingSettings { Epochs = epochs, LearningRate = rate, Seed = new Seed(orderSeed) }, resume, networkSeed, data, executor, cancellation);

    private TrainingResult Run(string directory, TrainingSettings settings, bool resume = false, ulong networkSeed = 1,
        DataSplits? data = null, IFragmentExecutor? executor = null, CancellationToken cancellation = default)
    {
        using HybridNetwork network = Hybrids.Network(networkSeed, executor);
        var trainer = new Trainer(network, data ?? Few, settings, TimeProvider.System, _recorder);
        return resume ? trainer.Resume(directory, cancellation) : trainer.Train(directory, Origin, cancellation);
    }

    /// <summary>The same parts, with training images that are other variations in every epoch.</summary>
    private static DataSplits Varying(DataSplits data) => new("varying", new PlannedImages(data.Train,
        BalancedPart.Of(new Seed(5), [.. Enumerable.Range(0, data.Train.Count)], data.Train.Labels, 2, data.Train.Count / 2), Augmentation.Radiography), data.Validation, data.Test);

    private static void SameNumbers(string expected, string actual) => Assert.True(Numbers(expected).SequenceEqual(Numbers(actual)), actual);

    private static ReadOnlySpan<byte> Numbers(string safetensors)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(safetensors);
        return bytes[(8 + BitConverter.ToInt32(bytes))..];
    }

    private static void Refused(Action act, params string[] words)
    {
        string message = Assert.Throws<DataFileException>(act).Message;
        foreach (string word in words) Assert.Contains(word, message);
        Assert.DoesNotContain('\n', message);
    }

    private sealed class Recorder : ITrainingObserver
    {
        public List<TrainingEvent> Events { get; } = [];

        public IEnumerable<T> Of<T>() => Events.OfType<T>();

        public void Observe(TrainingEvent happened) => Events.Add(happened);
    }
}
