using System.Globalization;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Devices;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Protocols;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Train;

/// <summary>A checked request to train. Everything but <see cref="Directory"/>, <see cref="Resumes"/> and <see cref="Trainers"/> determines the result's bits.</summary>
/// <param name="DataPath">Null for synthetic pictures.</param>
/// <param name="WeightsPath">Null to start from random weights.</param>
/// <param name="Protocol">How data of files are parted and augmented.</param>
/// <param name="Copies">What becomes of a training part's augmented copies.</param>
/// <param name="TrainImages">Synthetic pictures to make for training; null for data of files, which have what they have.</param>
internal sealed record TrainRequest(
    string Dataset, string? DataPath, string? WeightsPath, ModelChoice Model, int ImageSize, Protocol Protocol, CopyRule Copies, int? TrainImages,
    TrainingSettings Settings, string Directory, bool Resumes)
{
    public const string Synthetic = "synthetic", Pneumonia = "pneumonia";

    /// <summary>How many compute the shares of a step, this process's own trainer among them; at most as many as there are shares.</summary>
    public int Trainers { get; init; } = 1;

    /// <summary>Views of a training image, of which every epoch draws one; as in <see cref="Symmetries"/>.</summary>
    public int TrainViews { get; init; } = 1;

    /// <summary>Manifests that name no protocol are of runs on PneumoniaMNIST as it is.</summary>
    private const string BeforeProtocols = "paper";

    /// <summary>Threads that decode pictures beside the training: what is left of the machine, within reason.</summary>
    public static int Decoders => Math.Clamp(Environment.ProcessorCount - 1, 1, 4);

    /// <param name="note">Told what is not as published and can be lived with.</param>
    /// <param name="judged">The only part that will be looked at; null for a training.</param>
    /// <exception cref="DataFileException">The data are missing, damaged or another data set.</exception>
    public DataSplits LoadData(Action<string> note, DataPart? judged = null) => Parted(note, judged).InDrawnViews(TrainViews, Settings.Seed.For("views"));

    private DataSplits Parted(Action<string> note, DataPart? judged)
    {
        if (TrainImages is { } count) return SyntheticSet.Generate(Settings.Seed.For("pictures"), count, Even(count / 6), Even(count / 3), ImageSize);
        if (Dataset == Pneumonia) return PlannedSplits.Pneumonia(DataPath!, ImageSize, Protocol, Settings.Seed);
        PictureCollection pictures = PictureSets.Read(Dataset, DataPath!);
        foreach (string sentence in pictures.Notes) note(sentence);
        return PlannedSplits.Of(pictures, ImageSize, Protocol, Settings.Seed, Decoders, Copies, judged);
    }

    /// <summary>What the run's manifest keeps, so that <c>--resume</c> needs no other option.</summary>
    public IReadOnlyDictionary<string, string> ToOrigin()
    {
        var origin = new Dictionary<string, string>(ModelWords.ToOrigin(Model))
        {
            ["dataset"] = Dataset,
            ["image-size"] = Text(ImageSize),
        };
        if (DataPath is not null) (origin["data"], origin["protocol"]) = (DataPath, NameOf(Protocol));
        if (Copies != CopyRule.Fixed) origin["copies"] = NameOf(Copies);
        if (TrainViews != 1) origin["train-views"] = Text(TrainViews);
        if (WeightsPath is not null) origin["weights"] = WeightsPath;
        if (TrainImages is { } count) origin["train-images"] = Text(count);
        return origin;
    }

    /// <summary>The request of the run in <paramref name="directory"/>, as its manifest tells it.</summary>
    /// <param name="dataPath">Where the data file is now, when it has moved.</param>
    /// <param name="configFiles">As in <see cref="Devices"/>.</param>
    /// <param name="change">The settings that the run was started with, and those to go on with.</param>
    /// <exception cref="DataFileException">There is no run, or its manifest is damaged.</exception>
    /// <exception cref="BadInputException">The manifest was not written by this program.</exception>
    public static TrainRequest FromManifest(string directory, string? dataPath, IReadOnlyList<string> configFiles, Func<TrainingSettings, TrainingSettings> change)
    {
        RunManifest manifest = RunManifest.Read(directory);
        return FromManifest(manifest with { Settings = change(manifest.Settings) }, directory, dataPath, configFiles);
    }

    /// <summary>The request of a run that is under way.</summary>
    /// <param name="name">Of the run: its directory, if it is on this machine.</param>
    /// <inheritdoc cref="FromManifest(string, string?, IReadOnlyList{string}, Func{TrainingSettings, TrainingSettings})"/>
    public static TrainRequest FromManifest(RunManifest manifest, string name, string? dataPath, IReadOnlyList<string> configFiles)
    {
        string Need(string key) => manifest.Origin.TryGetValue(key, out string? value)
            ? value
            : throw new BadInputException($"The manifest of {name} does not say \"{key}\", so qcluster train did not write it; start a new run with --out.");
        BadInputException Unknown(string key) =>
            new($"The manifest of {name} says \"{Need(key)}\" for \"{key}\", which this version does not know; start a new run with --out.");

        int? trainImages = null;
        if (Need("dataset") == Synthetic) trainImages = Whole(Need("train-images")) ?? throw Unknown("train-images");
        return new(Need("dataset"), dataPath ?? (trainImages is null ? Need("data") : null), manifest.Origin.GetValueOrDefault("weights"),
            ModelWords.FromOrigin(manifest.Origin, Need, Unknown, profile => Devices(profile, configFiles)),
            Whole(Need("image-size")) ?? throw Unknown("image-size"),
            NamedChoices.Of(manifest.Origin.GetValueOrDefault("protocol", BeforeProtocols), (Protocol p) => NameOf(p)) ?? throw Unknown("protocol"),
            NamedChoices.Of(manifest.Origin.GetValueOrDefault("copies", NameOf(CopyRule.Fixed)), (CopyRule c) => NameOf(c)) ?? throw Unknown("copies"), trainImages,
            manifest.Settings, name, Resumes: true) { TrainViews = ViewsOption.Read(manifest.Origin.GetValueOrDefault("train-views", "1")) ?? throw Unknown("train-views") };
    }

    /// <summary>The devices of that name.</summary>
    /// <param name="configFiles">HOCON that may define it; later files win.</param>
    /// <exception cref="BadInputException">There is no such profile, or a file cannot be used.</exception>
    public static DeviceProfile Devices(string profile, IReadOnlyList<string> configFiles)
    {
        try
        {
            return ProfileSettings.Load(profile, configFiles);
        }
        catch (InvalidSettingException e)
        {
            throw new BadInputException($"--profile is \"{profile}\": {e.Message} A file that defines others is named by --config.", e);
        }
    }

    public static string NameOf(Protocol protocol) => protocol.ToString().ToLowerInvariant();

    public static string NameOf(CopyRule copies) => copies.ToString().ToLowerInvariant();

    private static int Even(int count) => Math.Max(2, count & ~1);

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
