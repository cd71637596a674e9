using Akka.Event;

namespace QuantumCluster.Actors.Diary;

/// <summary>The words for levels in logs.</summary>
internal static class LogLevels
{
    public static string Name(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => "error",
        LogLevel.WarningLevel => "warning",
        LogLevel.InfoLevel => "info",
        _ => "debug",
    };
}
