using Akka.Event;

namespace QuantumCluster.Actors.Diary;

/// <summary>Puts a <see cref="NodeEvent"/> into Akka's log as it is: whoever writes the log decides on its form.</summary>
internal static class EventLog
{
    public static void Report(this ILoggingAdapter log, NodeEvent happened) => log.Log(happened.Level, null, "{0}", happened);

    /// <returns>Null for a line of prose.</returns>
    public static NodeEvent? Reported(LogEvent line) => line.Message is LogMessage message ? message.Parameters().OfType<NodeEvent>().FirstOrDefault() : null;
}
