using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Learning.Data;

namespace QuantumCluster.Cli.Models;

/// <summary>The options that say in how many views pictures are looked at, as in <see cref="Symmetries"/>.</summary>
internal static class ViewsOption
{
    /// <summary>Of a trained model: all of them.</summary>
    public static Option<int> Looking() => Of("--views",
        "look at each picture 1, 2 (mirrored, too) or 8 times (in all quarter turns, too) and take the mean of the probabilities; for pictures that mean the same however they are held (default 1)");

    /// <summary>In training: one of them in every epoch.</summary>
    public static Option<int> Training() => Of("--train-views",
        "show each training picture as it is (1) or in one of 2 views (mirrored, too) or 8 (in all quarter turns, too), drawn anew in every epoch; for pictures that mean the same however they are held (default 1)");

    /// <returns>Null when the text is no number of views.</returns>
    public static int? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int views) && Symmetries.Counts.Contains(views) ? views : null;

    private static Option<int> Of(string name, string description) => TypedOptions.Parsed(name, "N", 1, description,
        text => Read(text) ?? throw new BadInputException($"{name} is \"{text}\"; a picture can be looked at in {string.Join(" or ", Symmetries.Counts)} views."));
}
