using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Learning.Data;

namespace QuantumCluster.Cli.Models;

/// <summary>The options by which a command is told a trained model, and how it is to look.</summary>
internal static class TrainedModelOption
{
    public static Option<string> Create()
    {
        Option<string> model = TypedOptions.Parsed("--model", "DIR", "", "the run folder that qcluster train wrote, with manifest.json and best.safetensors", text => text);
        model.DefaultValueFactory = null;
        model.Required = true;
        return model;
    }

    /// <summary>In how many views a picture is looked at, as in <see cref="Symmetries"/>.</summary>
    public static Option<int> Views() => TypedOptions.Parsed("--views", "N", 1,
        "look at each picture 1, 2 (mirrored, too) or 8 times (in all quarter turns, too) and take the mean of the probabilities; for pictures that mean the same however they are held (default 1)",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int views) && Symmetries.Counts.Contains(views)
            ? views
            : throw new BadInputException($"--views is \"{text}\"; a picture can be looked at in {string.Join(" or ", Symmetries.Counts)} views."));
}
