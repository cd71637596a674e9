using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Coordination;

/// <summary>One grant → messages of at most one frame each; a job that alone is longer travels alone.</summary>
internal static class GrantPacking
{
    private const int JobEnvelope = 96;

    public static IEnumerable<WorkerProtocol.JobsGranted> Messages(LedgerEffect.GrantJobs grant, long term)
    {
        int first = 0;
        long bytes = 0, granted = grant.Granted - grant.Jobs.Length;
        for (int i = 0; i < grant.Jobs.Length; i++)
        {
            long size = Size(grant.Jobs[i].Job);
            if (i > first && bytes + size > Parts.FrameLimit)
            {
                yield return new(grant.Worker, granted + i, grant.Jobs[first..i], term);
                (first, bytes) = (i, 0);
            }

            bytes += size;
        }

        yield return new(grant.Worker, grant.Granted, first == 0 ? grant.Jobs : grant.Jobs[first..], term);
    }

    /// <summary>An upper estimate: weights are counted for every job, though jobs of one fragment share them.</summary>
    private static long Size(FragmentJob job) =>
        JobEnvelope + 8L * (job.Weights.Length + job.Inputs.Length + (job.Ask.CotangentsOrNull?.Length ?? 0));
}
