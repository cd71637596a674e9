using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Cli.DataSets;

/// <summary><c>qcluster data check</c>.</summary>
internal static class CheckCommand
{
    private const int Named = 10;

    public static DoorCommand Create()
    {
        Argument<string> place = new("PATH") { Description = "pneumoniamnist.npz, or a folder or zip archive of pictures" };
        var command = new Command("check", "Hold a copy of a data set against what was published.") { place };
        command.SetAction((parsed, cancellation) =>
        {
            string path = parsed.GetValue(place)!;
            TextWriter output = parsed.InvocationConfiguration.Output;
            try
            {
                if (Path.GetExtension(path) == ".npz") Check(PneumoniaMnist.Load(path, PlannedSplits.SmallestImageSize), output);
                else Check(PictureSets.Read(null, path), output, cancellation);
            }
            catch (DataFileException e)
            {
                throw new BadInputException(e.Message, e);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return new(command, new HelpPage(
            "Finds out which data set is there, counts its pictures per class against the published ones, and reads every picture to its last pixel.",
            [
                new("a folder with archives and tables in it", "qcluster data check ham10000/"),
                new("the file of MedMNIST", "qcluster data check data/pneumoniamnist.npz"),
            ],
            [], [("What is whole", "Every picture of the published tables is there and can be decoded. Chest X-rays come without a table: copies that lack a few are accepted, and what they lack is said.")]));
    }

    private static void Check(DataSplits data, TextWriter output)
    {
        output.WriteLine($"{data.Name}: {data.Train.Count} images for training, {data.Validation.Count} for validation, {data.Test.Count} for the test, as published.");
        for (int c = 0; c < data.Train.ClassNames.Length; c++)
            output.WriteLine($"  {data.Train.ClassNames[c],-12}{Of(data.Train, c) + Of(data.Validation, c) + Of(data.Test, c),6}");

        static int Of(IImageSource part, int label) => part.Labels.Count(l => l == label);
    }

    /// <exception cref="DataFileException">Some pictures cannot be read.</exception>
    private static void Check(PictureCollection set, TextWriter output, CancellationToken cancellation)
    {
        using (set)
        {
            output.WriteLine($"{set.Name}: {set.Pictures.Length} pictures in {set.Pictures.Select(p => p.Group).Distinct().Count()} lesions or patients.");
            for (int c = 0; c < set.ClassNames.Length; c++)
                output.WriteLine($"  {set.ClassNames[c],-12}{set.CountOf(c),6} of {set.Published[c]}");
            foreach (string note in set.Notes) output.WriteLine(note);
            string[] damaged = set.Damaged(cancellation);
            if (damaged.Length > 0)
                throw new DataFileException(set.Files.Root, string.Create(CultureInfo.InvariantCulture,
                    $"holds {damaged.Length} pictures that cannot be read ({string.Join(", ", damaged.Take(Named))}{(damaged.Length > Named ? ", …" : "")}); get them again."));
            output.WriteLine("Every picture can be read.");
        }
    }
}
