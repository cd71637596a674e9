using System.Globalization;
using Akka.Actor;
using Akka.Event;
using QuantumCluster.Actors.Diary;

namespace QuantumCluster.Actors.Hosting;

/// <summary>
/// Akka's log, one line an event, on standard error: standard output belongs to results. For people, or with <c>log.format = json</c> for programs. What transport and membership say about broken
/// connections and nodes out of reach is left out unless debugging is on: a node that goes is reported once, by whoever relied on it.
/// </summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(e => !_chatty && IsNetwork(e), _ => { });
        if (Context.System.Settings.Config.GetString(FormatKey, "text") == "json")
        {
            string role = Context.System.Settings.Config.GetStringList("akka.cluster.roles", []).FirstOrDefault() ?? "none";
            Receive<LogEvent>(e => Console.Error.WriteLine(JsonLine.Of(e, Node(), role)));
        }
        else
        {
            Receive<LogEvent>(e => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{e.Timestamp:HH:mm:ss.fff} {LogLevels.Name(e.LogLevel())} {FirstLine(e.Message)}{Cause(e)}")));
        }
    }

    /// <summary>The setting that says whether lines are for people or for programs.</summary>
    internal const string FormatKey = "quantum-cluster.log.format";

    private readonly bool _chatty = Context.System.Settings.LogLevel == "DEBUG";

    /// <summary>The logger is older than the node's address.</summary>
    private static string? Node() => ((ExtendedActorSystem)Context.System).Provider.DefaultAddress is { Host: { } host, Port: { } port } ? $"{host}:{port}" : null;

    private static bool IsNetwork(LogEvent e) =>
        e.LogSource.StartsWith("remoting", StringComparison.Ordinal) || (e.LogLevel() == LogLevel.InfoLevel && e.LogSource.StartsWith("Cluster ", StringComparison.Ordinal)) || e.LogClass == typeof(CoordinatedShutdown) || InNetwork(e.LogClass) || InNetwork(e.Cause?.GetType());

    private static bool InNetwork(Type? type) =>
        type?.Namespace is { } name && (name.StartsWith("Akka.Remote", StringComparison.Ordinal) || name.StartsWith("Akka.Cluster", StringComparison.Ordinal));

    private static string FirstLine(object message) => (message.ToString() ?? "").Split('\n')[0].TrimEnd();

    private static string Cause(LogEvent e) => e.Cause is null ? "" : $" ({e.Cause.GetBaseException().GetType().Name}: {e.Cause.GetBaseException().Message})";
}
