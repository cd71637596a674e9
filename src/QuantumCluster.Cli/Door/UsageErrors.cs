using System.CommandLine;

namespace QuantumCluster.Cli.Door;

/// <summary>The sentence for a command line that cannot be read.</summary>
internal static class UsageErrors
{
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = HelpWriter.PathOf(command);
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string token = parsed.UnmatchedTokens[0];
            if (command.Subcommands.Count > 0 && !token.StartsWith('-'))
                return $"There is no command \"{token}\"; the commands are {string.Join(", ", command.Subcommands.Select(c => c.Name))}.";
            string options = string.Join(", ", command.Options.Select(o => o.Name));
            return $"{path} does not know \"{token}\"; its options are {options} ({path} --help explains them).";
        }

        return command.Subcommands.Count > 0
            ? $"Say what to do: {string.Join(", ", command.Subcommands.Select(c => $"{path} {c.Name}"))} (qcluster --help explains them)."
            : $"{parsed.Errors[0].Message.TrimEnd('.')}. See {path} --help.";
    }
}
