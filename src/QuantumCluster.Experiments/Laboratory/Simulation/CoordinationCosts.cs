using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>
/// What coordination costs in a simulated cluster. These are parameters, taken from <c>qcluster bench cluster</c> on two cores (docs/performance.md)
/// and from what <c>experiment scaling</c> measures beside its simulation; a simulated figure is as good as they are.
/// </summary>
public sealed record CoordinationCosts
{
    /// <summary>Coordinator's processor time for each message in or out.</summary>
    public TimeSpan PerMessage { get; init; } = TimeSpan.FromMicroseconds(10);

    /// <summary>The same for each job that it grants or whose outcome it takes: one over 254,000 jobs per second, halved.</summary>
    public TimeSpan PerJob { get; init; } = TimeSpan.FromMicroseconds(2);

    /// <summary>One way between coordinator and worker.</summary>
    public TimeSpan Way { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>From a worker's death until the coordinator knows of the broken connection.</summary>
    public TimeSpan BrokenConnection { get; init; } = TimeSpan.FromMilliseconds(45);

    /// <summary>From a worker's death until a new one in its place presents itself.</summary>
    public TimeSpan Restart { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From a coordinator's death until a standby serves.</summary>
    public TimeSpan Failover { get; init; } = TimeSpan.FromMilliseconds(4100);

    /// <summary>How often a worker presents itself again.</summary>
    public TimeSpan RegisterEvery { get; init; } = TimeSpan.FromSeconds(2);

    public IEnumerable<Setting> Settings =>
    [
        new("coordination.perMessageMicroseconds", PerMessage.TotalMicroseconds, "coordinator's time for a message in or out"),
        new("coordination.perJobMicroseconds", PerJob.TotalMicroseconds, "and for each job granted, and each outcome taken"),
        new("coordination.wayMicroseconds", Way.TotalMicroseconds, "one way between coordinator and worker"),
        new("coordination.brokenConnectionMilliseconds", BrokenConnection.TotalMilliseconds, "until a worker's death is known"),
        new("coordination.restartMilliseconds", Restart.TotalMilliseconds, "until a dead worker is replaced"),
        new("coordination.failoverMilliseconds", Failover.TotalMilliseconds, "until a standby serves in a dead coordinator's place"),
        new("coordination.registerEverySeconds", RegisterEvery.TotalSeconds, "how often a worker presents itself"),
    ];
}
