using System.CommandLine;

namespace QuantumCluster.Cli.Door;

/// <summary>Lays a <see cref="HelpPage"/> out in at most 96 columns.</summary>
internal sealed class HelpWriter(TextWriter output)
{
    private const int Width = 96;
    private const int OptionColumn = 28;

    public void Write(Command command, HelpPage page, Option[] shared)
    {
        string path = PathOf(command);
        Paragraph(page.Purpose, 0);
        output.WriteLine();
        string subcommand = (command.Subcommands.Count > 0, command.Action is null) switch
        {
            (false, _) => "",
            (true, true) => "<command> ",
            (true, false) => "[command] ",
        };
        string arguments = string.Concat(command.Arguments.Select(a => $"{a.Name} "));
        output.WriteLine($"Usage: {path} {subcommand}{arguments}[options]");

        if (command.Subcommands.Count > 0)
        {
            Title("Commands");
            foreach (Command sub in command.Subcommands) Row(sub.Name, sub.Description ?? "");
        }

        Title("Examples");
        foreach (Example example in page.Examples)
        {
            Paragraph($"# {example.Purpose}", 2);
            output.WriteLine($"  {example.CommandLine}");
        }

        if (command.Arguments.Count > 0)
        {
            Title("Arguments");
            foreach (Argument argument in command.Arguments) Row(argument.Name, argument.Description ?? "");
        }

        foreach (OptionGroup group in page.Groups.Append(new OptionGroup("General", [.. shared])))
        {
            Title(group.Title);
            foreach (Option option in group.Options) Row(Label(option), option.Description ?? "");
        }

        foreach ((string title, string text) in page.Notes)
        {
            Title(title);
            foreach (string paragraph in text.Split('\n')) Paragraph(paragraph, 2);
        }

        Title("Exit codes");
        Paragraph("0 success; 1 the run failed; 2 bad usage or bad input; 130 interrupted (Ctrl+C).", 2);
        Paragraph("Errors are one sentence on standard error.", 2);
    }

    public static string PathOf(Command command) =>
        command is RootCommand ? "qcluster" : string.Join(' ', command.Parents.OfType<Command>().Select(PathOf).Append(command.Name));

    private static string Label(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private void Title(string title)
    {
        output.WriteLine();
        output.WriteLine($"{title}:");
    }

    private void Row(string left, string right)
    {
        output.Write($"  {left}");
        if (left.Length + 4 > OptionColumn)
        {
            output.WriteLine();
            output.Write(new string(' ', OptionColumn));
        }
        else
        {
            output.Write(new string(' ', OptionColumn - 2 - left.Length));
        }

        bool first = true;
        foreach (string line in right.Split('\n').SelectMany(part => WrappedText.Lines(part, Width - OptionColumn)))
        {
            if (!first) output.Write(new string(' ', OptionColumn));
            output.WriteLine(line);
            first = false;
        }
    }

    private void Paragraph(string text, int indent)
    {
        foreach (string line in WrappedText.Lines(text, Width - indent)) output.WriteLine(new string(' ', indent) + line);
    }
}
