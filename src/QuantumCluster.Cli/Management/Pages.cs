using Spectre.Console;

namespace QuantumCluster.Cli.Management;

/// <summary>Where tables are drawn: in colour on a terminal, plain and never broken in a pipe.</summary>
internal static class Pages
{
    private const int PipeWidth = 120;

    public static IAnsiConsole Console(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = PipeWidth;
        return console;
    }
}
