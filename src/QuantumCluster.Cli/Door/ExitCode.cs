namespace QuantumCluster.Cli.Door;

/// <summary>What a command's end means to the shell; every help page lists them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The request was good and the run failed: a cluster lost, a loss that is no number, a full disk.</summary>
    public const int RunFailed = 1;

    /// <summary>Bad usage or bad input: the caller can mend it.</summary>
    public const int BadInput = 2;

    /// <summary>Ended by Ctrl+C (the shell's 128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
