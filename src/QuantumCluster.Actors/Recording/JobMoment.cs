using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Recording;

/// <summary>What can befall a job, as a replay sees it.</summary>
public enum JobTurn
{
    Queued,
    Leased,

    /// <summary>Leased while another worker holds it.</summary>
    Copied,

    /// <summary>Its lease ended because no answer came.</summary>
    Expired,

    /// <summary>The worker that held it was lost.</summary>
    Lost,
    Faulted,
    Refused,

    /// <summary>What came cannot be true.</summary>
    Invalid,

    /// <summary>An outcome that counts only when another worker's agrees.</summary>
    Answered,

    /// <summary>An outcome counts.</summary>
    Done,

    /// <summary>An outcome does not count.</summary>
    Dropped,

    /// <summary>The outcome that counted counts no more.</summary>
    Retracted,

    /// <summary>A lease that nothing more is expected of.</summary>
    Released,

    /// <summary>Its run is over and it is not done.</summary>
    Abandoned,
}

/// <param name="At">Time of the ledger.</param>
/// <param name="Worker">Whom it concerns; null for none.</param>
/// <param name="Lease"><c>default</c> for none.</param>
/// <param name="Words">For people: what happened.</param>
public sealed record JobMoment(TimeSpan At, JobTurn Turn, WorkerId? Worker, LeaseId Lease, string Words);

/// <summary>All that befell a job, oldest first.</summary>
public sealed record JobHistory(JobKey Key, ImmutableArray<JobMoment> Moments);
