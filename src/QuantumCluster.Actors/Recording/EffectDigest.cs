using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Recording;

/// <summary>What tells whether a replayed event had the recorded effects: the first 32 bits of the SHA-256 of a text of them.</summary>
internal static class EffectDigest
{
    /// <param name="numberless">Takes an outcome to the form without numbers that a replay sees; the identity in a replay.</param>
    public static uint Of(ImmutableArray<LedgerEffect> effects, Func<JobOutcome, JobOutcome> numberless)
    {
        var text = new StringBuilder();
        foreach (LedgerEffect effect in effects) Append(text, effect, numberless);
        return BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, LedgerEffect effect, Func<JobOutcome, JobOutcome> numberless)
    {
        switch (effect)
        {
            case LedgerEffect.GrantJobs e:
                text.Append($"grant {e.Worker.Node} {e.Worker.Incarnation} {e.Granted}");
                foreach (LeasedJob job in e.Jobs) text.Append($", {job.Lease.Value} {job.Attempt} {job.Job.Key}");
                break;
            case LedgerEffect.AcceptOutcome e:
                text.Append($"accept {Of(numberless(e.Outcome))}");
                if (e.Substitute is { } devices) text.Append($", by {devices}");
                break;
            case LedgerEffect.FailRun e:
                text.Append($"fail {e.Run} {e.Story.Key}");
                foreach (JobChapter chapter in e.Story.Chapters) text.Append($", {chapter}");
                break;
            default:
                text.Append(effect); // records of plain values say all of themselves
                break;
        }

        text.Append('\n');
    }

    private static string Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Evaluated e => $"{e.Key} {string.Join(' ', e.Probabilities)}",
        JobOutcome.Differentiated d => $"{d.Key} {string.Join(' ', d.InputGradients)}",
        JobOutcome.Counted c => $"{c.Key} {string.Join(' ', c.Counts)}",
        _ => outcome.ToString(),
    };
}
