using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace QuantumCluster.Cli.Door;

/// <summary>A command with its help page, and those of the commands under it.</summary>
internal sealed record DoorCommand(Command Command, HelpPage Help, params DoorCommand[] Below);

/// <summary><c>qcluster</c>: parses, shows help, runs one command, and turns whatever goes wrong into a sentence and an exit code.</summary>
internal sealed class FrontDoor
{
    private readonly RootCommand _root = new("Trains hybrid networks on a cluster of simulated five-qubit devices.");
    private readonly Option<bool> _verbose = new("--verbose") { Description = "on failure, also show where in the program it happened", Recursive = true };
    private readonly Dictionary<Command, HelpPage> _pages = [];

    public FrontDoor(HelpPage page, params DoorCommand[] commands)
    {
        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        help.Description = "show this page";
        VersionOption version = _root.Options.OfType<VersionOption>().Single();
        version.Description = "show the version (qcluster --version)";
        _root.Options.Add(_verbose);
        _pages.Add(_root, page);
        foreach (DoorCommand command in commands) Add(command, _root);

        help.Action = new ShowHelp(parsed => new HelpWriter(parsed.InvocationConfiguration.Output)
            .Write(parsed.CommandResult.Command, _pages[parsed.CommandResult.Command], [help, version, _verbose]));
    }

    public async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        ParseResult parsed = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        bool asksForHelp = parsed.Action is ShowHelp;
        bool nothingToDo = parsed.CommandResult.Command == _root && parsed.Action is null;
        if (!asksForHelp && (parsed.Errors.Count > 0 || nothingToDo))
        {
            await error.WriteLineAsync(UsageErrors.Describe(parsed));
            return ExitCode.BadInput;
        }

        using var interruption = new Interruption();
        try
        {
            // This door handles signals and exceptions itself.
            var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (Exception exception)
        {
            return FailureReport.Write(exception, parsed.GetValue(_verbose), error);
        }
    }

    private void Add(DoorCommand command, Command parent)
    {
        parent.Subcommands.Add(command.Command);
        _pages.Add(command.Command, command.Help);
        foreach (DoorCommand below in command.Below) Add(below, command.Command);
    }

    private sealed class ShowHelp(Action<ParseResult> write) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            write(parseResult);
            return ExitCode.Success;
        }
    }
}
