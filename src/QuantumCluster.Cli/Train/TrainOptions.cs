using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Circuits;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>The options of <c>train</c> other than the cluster's, and how they become a <see cref="TrainRequest"/>.</summary>
internal sealed class TrainOptions
{
    private const int PneumoniaImageSize = 64, PictureImageSize = 96;
    private const int SyntheticTrainImages = 1200;

    private readonly Option<string> _dataset = TypedOptions.Choice("--dataset", TrainRequest.Synthetic, "what to learn",
        (TrainRequest.Synthetic, "pictures of two classes made from the seed, nothing to download", TrainRequest.Synthetic),
        (TrainRequest.Pneumonia, "PneumoniaMNIST chest X-rays, normal or pneumonia, one .npz file", TrainRequest.Pneumonia),
        (ChestXray.Name, "the X-rays that PneumoniaMNIST was made of, folders of JPEG", ChestXray.Name),
        (Ham10000.Name, "seven kinds of skin lesions, pictures and HAM10000_metadata.csv", Ham10000.Name),
        (Isic2017.Name, "three kinds of skin lesions, pictures and the Part3_GroundTruth tables", Isic2017.Name));

    private readonly Option<string?> _data = TypedOptions.Text("--data", "PATH",
        "where the data are, for all but synthetic: the .npz file, or a folder or zip archive of pictures with their tables (qcluster data fetch NAME gets them or says where they are)");

    private readonly Option<Protocol> _protocol = TypedOptions.Choice("--protocol", TrainRequest.NameOf(Protocol.Default), "in which order data of files are parted and augmented",
        (TrainRequest.NameOf(Protocol.Default), "parted first, by lesion or patient or officially, then only the training part balanced by augmentation", Protocol.Default),
        (TrainRequest.NameOf(Protocol.Paper), "as the paper did: augmented first, to 2,000 (HAM10000) or 1,372 (ISIC 2017) a class, and parted 8:2 after that; X-rays in the official parts as they are", Protocol.Paper));

    private readonly Option<CopyRule> _copies = TypedOptions.Choice("--copies", TrainRequest.NameOf(CopyRule.Fixed), "what becomes of the training part's augmented copies under --protocol paper on skin lesions",
        (TrainRequest.NameOf(CopyRule.Fixed), "the same in every epoch", CopyRule.Fixed),
        (TrainRequest.NameOf(CopyRule.Redrawn), "drawn anew in every epoch, which keeps the network from learning them by heart", CopyRule.Redrawn));

    private readonly Option<int> _trainViews = ViewsOption.Training();

    private readonly Option<int?> _imageSize = TypedOptions.WholeOrNone("--image-size", "PIXELS", PlannedSplits.SmallestImageSize, PlannedSplits.LargestImageSize,
        $"height and width of the images in the network (default {PneumoniaImageSize}; synthetic {SyntheticSet.DefaultImageSize}; pictures {PictureImageSize})");

    private readonly Option<int?> _trainImages = TypedOptions.WholeOrNone("--train-images", "N", 4, 100_000,
        $"synthetic pictures for training, an even number; N/6 more for validation and N/3 for the test (default {SyntheticTrainImages})");

    private readonly ModelOptions _model = new();

    private readonly Option<string?> _weights = TypedOptions.Text("--weights", "PATH",
        "ImageNet weights for MobileNetV2: folded .npz, or .safetensors with torchvision's names (default: random weights)");

    private readonly Option<int> _epochs = TypedOptions.Whole("--epochs", "N", 5, 1, 10_000, "passes over the training images");
    private readonly Option<int> _batchSize = TypedOptions.Whole("--batch-size", "N", 16, 2, 4096, "images per micro-batch, of which a step has one unless --accumulate or --trainers says otherwise");

    private readonly Option<int?> _accumulate = TypedOptions.WholeOrNone("--accumulate", "N", 1, 1024,
        "micro-batches of --batch-size images per step, whose gradients are averaged in a fixed order (default: as many as --trainers)");

    private readonly Option<int> _trainers = TypedOptions.Whole("--trainers", "N", 1, 1, 64,
        "trainers that share the micro-batches of every step, this process's own among them: the others are threads of it or, with --listen, the nodes that join (qcluster trainer); the same bits as one trainer");

    private readonly Option<double?> _learningRate = TypedOptions.NumberOrNone("--learning-rate", "RATE", 0, 100, string.Create(CultureInfo.InvariantCulture,
        $"factor of Adadelta's step (default {TrainingSettings.PretrainedLearningRate}; from random weights {TrainingSettings.ScratchLearningRate:F1})"));

    private readonly Option<RateSchedule> _schedule = TypedOptions.Choice("--schedule", "constant", "how the learning rate changes over all epochs",
        ("constant", "not at all", RateSchedule.Constant),
        ("cosine", "down to nothing along half a cosine", RateSchedule.Cosine));

    private readonly Option<int> _frozenEpochs = TypedOptions.Whole("--frozen-epochs", "N", 0, 0, 10_000,
        "first epochs in which only the layers behind the backbone learn");

    private readonly Option<int> _frozenLayers = TypedOptions.Whole("--frozen-layers", "N", 0, 0, MobileNetV2.Layers,
        "first layers of the backbone that are never trained: steps are faster, and where pictures do not change from epoch to epoch these layers run only once for each");

    private readonly Option<int?> _patience = TypedOptions.WholeOrNone("--patience", "N", 1, 10_000, "stop when the best epoch is N epochs ago (default: go on to the last)");

    private readonly Option<ulong> _seed = TypedOptions.Parsed("--seed", "N", 1UL, "keys everything random: same seed, same bits (0 to 2^64 - 1; default 1)", text => TypedOptions.ParseSeed("--seed", text));

    private readonly CircuitOptions _circuit = new();
    private readonly Option<int> _threads = TypedOptions.Whole("--threads", "N", 1, 1, 256, "threads of the network's classical part; the last digits depend on it");

    private readonly Option<string?> _out = TypedOptions.Text("--out", "DIR", "folder for the run, new or empty (default runs/<dataset>-<model>-seed<seed>, <model> being the kernel)");

    private readonly Option<string?> _resume = TypedOptions.Text("--resume", "DIR",
        "go on with the run in DIR from its last checkpoint, with its own options and the same bits; beside it only --epochs, --trainers, --threads, --data, --checkpoint-every, --keep and the cluster's options");

    private readonly Option<int> _checkpointEvery = TypedOptions.Whole("--checkpoint-every", "N", new CheckpointSettings().EverySteps, 1, 1_000_000,
        "steps between checkpoints, which is what a kill can cost; one more follows every epoch");

    private readonly Option<int> _keep = TypedOptions.Whole("--keep", "K", new CheckpointSettings().Keep, 1, 1000, "checkpoints kept, the last ones; of a damaged one the one before is used");

    private readonly Option<bool> _record = TypedOptions.Flag("--record", "write down what happens to every job in the folder's recording/, for qcluster replay (not with --cluster)");

    public ImmutableArray<OptionGroup> Groups =>
    [
        new("Data", [_dataset, _data, _protocol, _copies, _trainViews, _imageSize, _trainImages]),
        new("Network", [.. _model.Options, _weights]),
        new("Training", [_epochs, _batchSize, _accumulate, _trainers, _learningRate, _schedule, _frozenEpochs, _frozenLayers, _patience, _seed, _threads]),
        _circuit.Group,
        new("Run folder", [_out, _resume, _checkpointEvery, _keep, _record]),
    ];

    /// <param name="configFiles">HOCON that may define the devices' profile.</param>
    /// <exception cref="BadInputException">Options contradict each other, or the folder is taken.</exception>
    public TrainRequest Read(ParseResult parsed, IReadOnlyList<string> configFiles) =>
        parsed.GetValue(_resume) is { } directory ? ReadResume(parsed, directory, configFiles) : ReadNew(parsed, configFiles);

    /// <summary>Where the recording goes; null when none is asked for.</summary>
    public string? Recording(ParseResult parsed, TrainRequest request) => parsed.GetValue(_record) ? new RunFolder(request.Directory).Recording : null;

    /// <summary>The cluster, with its ledger recorded in the folder if there is one.</summary>
    /// <exception cref="BadInputException">The coordinator is another process, whose ledger cannot be recorded here.</exception>
    public static ClusterChoice Recorded(ClusterChoice choice, string? folder)
    {
        if (folder is null) return choice;
        return choice switch
        {
            ClusterChoice.Embedded embedded => embedded with { Recording = RecordingFolder.Make(folder) },
            ClusterChoice.Hosted hosted => hosted with { Record = folder },
            ClusterChoice.None => throw new BadInputException("--record writes down what a cluster does, and the classical twin runs on none; leave it out."),
            _ => throw new BadInputException("--record writes down the ledger of a coordinator in this process; with --cluster, start that cluster's coordinator with --record DIR."),
        };
    }

    private TrainRequest ReadNew(ParseResult parsed, IReadOnlyList<string> configFiles)
    {
        string dataset = parsed.GetRequiredValue(_dataset);
        bool synthetic = dataset == TrainRequest.Synthetic;
        RequireDataOptionsFit(parsed, dataset, synthetic);
        string? weights = FullPath(parsed.GetValue(_weights));
        ulong seed = parsed.GetValue(_seed);
        ModelChoice model = _model.Read(parsed, _circuit, configFiles);
        var settings = new TrainingSettings
        {
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            Accumulate = parsed.GetValue(_accumulate) ?? parsed.GetValue(_trainers),
            LearningRate = parsed.GetValue(_learningRate) ?? (weights is null ? TrainingSettings.ScratchLearningRate : TrainingSettings.PretrainedLearningRate),
            Schedule = parsed.GetValue(_schedule),
            FrozenEpochs = parsed.GetValue(_frozenEpochs),
            FrozenLayers = parsed.GetValue(_frozenLayers),
            Patience = parsed.GetValue(_patience),
            Seed = new Seed(seed),
            Gradient = _circuit.Method(parsed, model.Profile),
            Threads = parsed.GetValue(_threads),
            Checkpoints = new() { EverySteps = parsed.GetValue(_checkpointEvery), Keep = parsed.GetValue(_keep) },
        };
        string directory = parsed.GetValue(_out) ?? Path.Combine("runs", $"{dataset}-{model.Name}-seed{seed}");
        if (new RunFolder(directory).IsTaken)
            throw new BadInputException($"The run folder \"{directory}\" is not empty; go on with it by --resume {directory}, or choose another by --out DIR.");
        return new(dataset, FullPath(parsed.GetValue(_data)), weights, model,
            parsed.GetValue(_imageSize) ?? dataset switch { TrainRequest.Synthetic => SyntheticSet.DefaultImageSize, TrainRequest.Pneumonia => PneumoniaImageSize, _ => PictureImageSize },
            parsed.GetValue(_protocol), parsed.GetValue(_copies), synthetic ? parsed.GetValue(_trainImages) ?? SyntheticTrainImages : null, settings, directory, Resumes: false) { Trainers = Trainers(parsed, settings), TrainViews = parsed.GetValue(_trainViews) };
    }

    private void RequireDataOptionsFit(ParseResult parsed, string dataset, bool synthetic)
    {
        int? count = parsed.GetValue(_trainImages);
        if (synthetic && parsed.GetValue(_data) is { } unused)
            throw new BadInputException($"--data is \"{unused}\", and synthetic pictures need no file; add --dataset {TrainRequest.Pneumonia}, or leave --data out.");
        if (!synthetic && parsed.GetValue(_data) is null)
            throw new BadInputException($"--dataset {dataset} needs its data; give --data PATH (qcluster data fetch {dataset} gets them or says where they are).");
        if (synthetic && parsed.GetResult(_protocol) is { Implicit: false })
            throw new BadInputException("--protocol is for data of files; synthetic pictures are parted as they are made, so leave it out.");
        if (parsed.GetValue(_copies) == CopyRule.Redrawn && !(dataset is Ham10000.Name or Isic2017.Name && parsed.GetValue(_protocol) == Protocol.Paper))
            throw new BadInputException($"--copies {TrainRequest.NameOf(CopyRule.Redrawn)} is for {Ham10000.Name} and {Isic2017.Name} under --protocol {TrainRequest.NameOf(Protocol.Paper)}, where pictures have copies; leave it out.");
        if (!synthetic && count is not null)
            throw new BadInputException($"--train-images is for synthetic pictures; {dataset} trains on all images of its file, so leave it out.");
        if (count % 2 == 1)
            throw new BadInputException($"--train-images is {count}; give an even number, half of the pictures are of each class.");
    }

    private TrainRequest ReadResume(ParseResult parsed, string directory, IReadOnlyList<string> configFiles)
    {
        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
        foreach (Option option in (Option[])[_dataset, _protocol, _copies, _trainViews, _imageSize, _trainImages, .. _model.Options, _weights, _batchSize, _accumulate, _learningRate, _schedule, _frozenEpochs, _frozenLayers, _patience, _seed, .. _circuit.Group.Options, _out])
            if (Given(option)) throw new BadInputException($"{option.Name} cannot change in a run that is resumed; leave it out, or start a new run with --out.");
        int? Whole(Option<int> option) => Given(option) ? parsed.GetValue(option) : null;
        TrainRequest request = TrainRequest.FromManifest(directory, FullPath(parsed.GetValue(_data)), configFiles, was => was with
        {
            Epochs = Whole(_epochs) ?? was.Epochs,
            Threads = Whole(_threads) ?? was.Threads,
            Checkpoints = new() { EverySteps = Whole(_checkpointEvery) ?? was.Checkpoints.EverySteps, Keep = Whole(_keep) ?? was.Checkpoints.Keep },
        });
        return request with { Trainers = Trainers(parsed, request.Settings) };
    }

    /// <exception cref="BadInputException">There are more trainers than shares.</exception>
    private int Trainers(ParseResult parsed, TrainingSettings settings) => parsed.GetValue(_trainers) is var trainers && trainers <= settings.Accumulate
        ? trainers
        : throw new BadInputException($"--trainers is {trainers}, and a step of this run has {settings.Accumulate} micro-batch{(settings.Accumulate == 1 ? "" : "es")} to share; give --trainers {settings.Accumulate} or less, or start a run with --accumulate {trainers}.");

    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);
}
