using System.CommandLine;
using QuantumCluster.Actors.Management;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary>What the commands share that look at a running cluster from outside: how they are told where it is, and how they end.</summary>
internal sealed class ManagementDoor(TimeProvider time)
{
    private readonly Option<string> _cluster = TypedOptions.Parsed("--cluster", "HOST:PORT", "127.0.0.1:9400", "any node of the cluster (default 127.0.0.1:9400)", text =>
    {
        ClusterChoice.ParseAddress("--cluster", text);
        return text;
    });

    private readonly Option<string[]> _config = TypedOptions.Texts("--config", "FILE",
        "HOCON with the cluster's own settings, such as hocon/tls.conf; may be given several times, later files win");

    public OptionGroup Group => new("Cluster", [_cluster, _config]);

    /// <summary>A command of one node: NODE, HOST:PORT.</summary>
    public static Argument<string> NodeArgument() => new("NODE") { Description = "HOST:PORT of the node, as qcluster status shows it", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Adds the shared options, and lets <paramref name="act"/> be what the command does.</summary>
    public void Attach(Command command, Func<ParseResult, IClusterManagement, CancellationToken, Task> act)
    {
        foreach (Option option in Group.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                await using ManagementConnection cluster = ManagementConnection.Open(parsed.GetRequiredValue(_cluster), parsed.GetRequiredValue(_config), time);
                await act(parsed, cluster, cancellation);
                return ExitCode.Success;
            }
            catch (Exception e) when (e is InvalidSettingException or NodeRefusedException)
            {
                throw new BadInputException(e.Message, e);
            }
        });
    }

    /// <exception cref="BadInputException">It is missing, or not HOST:PORT.</exception>
    public static string NodeOf(ParseResult parsed, Argument<string> argument)
    {
        string text = parsed.GetValue(argument)
            ?? throw new BadInputException($"{parsed.CommandResult.Command.Name} needs the node that it is about, HOST:PORT as qcluster status shows it, such as qcluster {parsed.CommandResult.Command.Name} 127.0.0.1:40123.");
        return ClusterChoice.ParseAddress("NODE", text).ToString();
    }
}
