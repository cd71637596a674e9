using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cli.Door;

/// <summary>The one place where an exception becomes a sentence on standard error and an exit code.</summary>
internal static class FailureReport
{
    public static int Write(Exception exception, bool verbose, TextWriter error)
    {
        Exception cause = Innermost(exception);
        (int code, string sentence) = cause switch
        {
            OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
            BadInputException bad => (ExitCode.BadInput, bad.Message),
            ExecutionFailedException failed => (ExitCode.RunFailed, failed.Message),
            UnauthorizedAccessException denied => (ExitCode.RunFailed, denied.Message),
            IOException io => (ExitCode.RunFailed, io.Message),
            _ => (ExitCode.RunFailed, $"Something that should not happen did: {OneLine(cause.Message)} (--verbose shows where)."),
        };
        error.WriteLine(OneLine(sentence));
        if (verbose) error.WriteLine(exception.ToString());
        return code;
    }

    private static Exception Innermost(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: 1 } one => Innermost(one.InnerExceptions[0]),
        TypeInitializationException { InnerException: { } inner } => Innermost(inner),
        _ => exception,
    };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
