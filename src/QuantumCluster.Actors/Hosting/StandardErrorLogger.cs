using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace QuantumCluster.Actors.Hosting;

/// <summary>Akka's log, one line an event, on standard error: standard output belongs to results.</summary>
public sealed class StandardErrorLogger : ReceiveActor
{
    public StandardErrorLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(e => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.Timestamp:HH:mm:ss.fff} {Level(e)} {e.Message}{Cause(e)}")));
    }

    private static string Level(LogEvent e) => e.LogLevel() switch
    {
        LogLevel.ErrorLevel => "error",
        LogLevel.WarningLevel => "warning",
        LogLevel.InfoLevel => "info",
        _ => "debug",
    };

    private static string Cause(LogEvent e) => e.Cause is null ? "" : $" ({e.Cause.GetBaseException().GetType().Name}: {e.Cause.GetBaseException().Message})";
}
