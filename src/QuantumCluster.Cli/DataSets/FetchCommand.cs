using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Learning.Data.Fetching;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Cli.DataSets;

/// <summary><c>qcluster data fetch</c>.</summary>
internal static class FetchCommand
{
    private static readonly string Names = string.Join(", ", DataSource.All.Select(s => s.Name));
    private static readonly int[] Sizes = [.. DataSource.All.SelectMany(s => s.Downloads).Select(f => f.Pixels)];

    public static DoorCommand Create(TimeProvider time)
    {
        Argument<string> name = new("NAME") { Description = $"one of {Names}" };
        Option<int> size = TypedOptions.Parsed("--image-size", "PIXELS", Sizes[0], $"of PneumoniaMNIST, the file with images of that size: {string.Join(", ", Sizes)} (default {Sizes[0]})", ReadSize);
        Option<string> folder = TypedOptions.Parsed("--out", "DIR", "data", "folder to put the file in; it is made when there is none (default data)", text => text);
        Option<Uri?> mirror = TypedOptions.Optional("--from", "URL", "another place to get the file from; its MD5 must be the published one all the same", ReadAddress);
        var command = new Command("fetch", "Download a data set, or say where it is.") { name, size, folder, mirror };
        command.SetAction(async (parsed, cancellation) =>
        {
            string wanted = parsed.GetValue(name)!;
            DataSource source = DataSource.All.FirstOrDefault(s => s.Name == wanted) ?? throw new BadInputException($"There is no data set \"{wanted}\"; give one of {Names}.");
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (source.Downloads.IsEmpty)
            {
                output.WriteLine($"{source.Title} is not downloaded from here, for its publishers ask to be visited.");
                output.WriteLine($"Where:    {source.Page}");
                output.WriteLine($"What:     {source.Files}");
                output.WriteLine($"Licence:  {source.Licence}");
                output.WriteLine($"Then:     qcluster data check DIR; qcluster train --dataset {source.Name} --data DIR");
                return ExitCode.Success;
            }

            PublishedFile file = source.Downloads.Single(f => f.Pixels == parsed.GetValue(size));
            string path = Path.Combine(parsed.GetRequiredValue(folder), file.Name);
            using var http = new HttpClient();
            try
            {
                await new Download(http, time).ToAsync(parsed.GetValue(mirror) ?? file.Address, path, file.Md5, Tenths(file.Name, parsed.InvocationConfiguration.Error), cancellation);
            }
            catch (DataFileException e)
            {
                throw new BadInputException(e.Message, e);
            }

            output.WriteLine($"{path}  {source.Title}, {file.Pixels} × {file.Pixels}, MD5 as published; licence {source.Licence} ({source.Page})");
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Downloads PneumoniaMNIST and checks its MD5. A download that was broken off goes on where it stopped. For the other data sets it says where they are, what to get there and under which licence.",
            [
                new("PneumoniaMNIST at 28 pixels", "qcluster data fetch pneumonia"),
                new("… at 224, into a folder of one's own", "qcluster data fetch pneumonia --image-size 224 --out medmnist"),
                new("where the skin lesions are", "qcluster data fetch isic2017"),
            ],
            [new("Download", [size, folder, mirror])], []));
    }

    private static int ReadSize(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && Sizes.Contains(pixels)
        ? pixels
        : throw new BadInputException($"--image-size is \"{text}\"; PneumoniaMNIST was published at {string.Join(", ", Sizes)} pixels.");

    private static Uri ReadAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
        ? address
        : throw new BadInputException($"--from is \"{text}\"; give an address that begins with http:// or https://.");

    /// <summary>A line for every tenth of the file.</summary>
    private static Action<long, long?> Tenths(string name, TextWriter error)
    {
        long last = -1;
        return (done, total) =>
        {
            long tenth = total is > 0 ? 10 * done / total.Value : done >> 20;
            if (tenth == last) return;
            last = tenth;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}  {done / 1e6:F1}{(total is { } all ? $" of {all / 1e6:F1}" : "")} MB"));
        };
    }
}
