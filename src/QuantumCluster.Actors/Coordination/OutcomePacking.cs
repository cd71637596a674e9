using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Outcomes that ended together → messages of at most one frame each; an outcome that alone is longer travels alone.</summary>
internal static class OutcomePacking
{
    private const int OutcomeEnvelope = 96;

    public static IEnumerable<CoordinatorProtocol.OutcomesReported> Messages(WorkerId worker, IReadOnlyList<LeasedOutcome> outcomes, long creditLimit)
    {
        int first = 0;
        long bytes = 0;
        for (int i = 0; i <= outcomes.Count; i++)
        {
            long size = i < outcomes.Count ? Size(outcomes[i].Outcome) : 0;
            if (i > first && (i == outcomes.Count || bytes + size > Parts.FrameLimit))
            {
                yield return new(worker, [.. outcomes.Skip(first).Take(i - first)], creditLimit);
                (first, bytes) = (i, 0);
            }

            bytes += size;
        }
    }

    private static long Size(JobOutcome outcome) => OutcomeEnvelope + 8L * outcome switch
    {
        JobOutcome.Evaluated e => e.Probabilities.Length,
        JobOutcome.Counted c => (c.Counts.Length + 1) / 2, // of half the size
        JobOutcome.Differentiated d => (d.InputGradients.Length + d.WeightPartials.Length) * (d.Variances is null ? 1 : 2),
        _ => 128,
    };
}
