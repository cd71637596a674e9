using System.Globalization;
using QuantumCluster.Actors.Hosting;

namespace QuantumCluster.Cli.Train;

/// <summary>What verification says about a training's result.</summary>
internal static class VerificationWords
{
    /// <param name="asked">Share of jobs that the training wanted verified.</param>
    /// <param name="activity">The cluster at the end; null when it was never seen.</param>
    /// <returns>One sentence or two; null when nothing was verified and nobody lied.</returns>
    public static string? Of(double asked, ClusterActivity? activity)
    {
        if (activity is null) return null;
        double share = Math.Max(asked, activity.VerifyShare);
        string? verified = share > 0
            ? Text($"Verified: {activity.JobsVerified} of {activity.JobsDone} jobs of the cluster had the same bits from two nodes, {activity.JobsDisagreed} disagreed. ")
                + (share >= 1 ? "No lie of a single node is in the result." : Text($"A lie about one job gets through with probability {1 - share:0.####}, lies about k jobs with its k-th power."))
            : null;
        string? liars = activity.NodesQuarantined > 0
            ? Text($"{activity.NodesQuarantined} worker nodes are quarantined; {activity.OutcomesRetracted} outcomes of theirs were done again, {activity.OutcomesDoubtful} that nobody checked are in finished runs.")
            : null;
        return verified is null ? liars : liars is null ? verified : $"{verified} {liars}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
