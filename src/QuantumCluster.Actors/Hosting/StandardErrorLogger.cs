using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace QuantumCluster.Actors.Hosting;

/// <summary>
/// Akka's log, one line an event, on standard error: standard output belongs to results. What transport and membership say about broken
/// connections and nodes out of reach is left out unless debugging is on: a node that goes is reported once, by whoever relied on it.
/// </summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(e => !_chatty && IsNetwork(e), _ => { });
        Receive<LogEvent>(e => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.Timestamp:HH:mm:ss.fff} {Level(e)} {FirstLine(e.Message)}{Cause(e)}")));
    }

    private readonly bool _chatty = Context.System.Settings.LogLevel == "DEBUG";

    private static bool IsNetwork(LogEvent e) =>
        e.LogSource.StartsWith("remoting", StringComparison.Ordinal) || InNetwork(e.LogClass) || InNetwork(e.Cause?.GetType());

    private static bool InNetwork(Type? type) =>
        type?.Namespace is { } name && (name.StartsWith("Akka.Remote", StringComparison.Ordinal) || name.StartsWith("Akka.Cluster", StringComparison.Ordinal));

    private static string FirstLine(object message) => (message.ToString() ?? "").Split('\n')[0].TrimEnd();

    private static string Level(LogEvent e) => e.LogLevel() switch
    {
        LogLevel.ErrorLevel => "error",
        LogLevel.WarningLevel => "warning",
        LogLevel.InfoLevel => "info",
        _ => "debug",
    };

    private static string Cause(LogEvent e) => e.Cause is null ? "" : $" ({e.Cause.GetBaseException().GetType().Name}: {e.Cause.GetBaseException().Message})";
}
