using System.Globalization;
using Spectre.Console;

namespace QuantumCluster.Cli.Models;

/// <summary>The terminal that results are shown on; as wide as a page where standard output is a pipe or a file.</summary>
internal static class ResultConsole
{
    private const int PlainWidth = 100;

    public static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected) console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Shows how far a work is while it goes on, where somebody looks.</summary>
    /// <param name="shown">False for none to be shown anywhere.</param>
    /// <param name="begin">Begins the work; is given whom to tell how many images are done.</param>
    public static async Task<T> WhileAsync<T>(IAnsiConsole console, bool shown, string doing, int images, Func<Action<int>, Task<T>> begin)
    {
        if (!shown || Console.IsOutputRedirected || console.Profile.Capabilities is not { Interactive: true, Ansi: true }) return await begin(_ => { });
        return await console.Status().StartAsync($"{doing} …", status =>
            begin(done => status.Status = string.Create(CultureInfo.InvariantCulture, $"{doing} … {done} of {images} images")));
    }
}
