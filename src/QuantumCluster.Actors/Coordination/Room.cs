using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;

namespace QuantumCluster.Actors.Coordination;

/// <summary>
/// Whether a coordinator takes on one more run. What it holds is bounded: of each open run the submission and the numbers that its outcomes
/// fill (<see cref="BytesOf(CutPlan, SubmitRun)"/>, together at most <see cref="CoordinatorSettings.MaxRunBytes"/>), four bytes for each of at most
/// <see cref="CoordinatorSettings.MaxQueuedJobs"/> jobs, and some hundred bytes and the job itself for each lease.
/// </summary>
internal static class Room
{
    public abstract record Answer
    {
        private Answer() { }

        public sealed record Welcome : Answer;

        /// <summary>Not now.</summary>
        public sealed record Later : Answer;

        /// <summary>Never, and why.</summary>
        public sealed record TooLarge(string Reason) : Answer;
    }

    /// <param name="openBytes">Of the runs under way.</param>
    /// <param name="queuedJobs">Of the runs under way.</param>
    /// <param name="bytes">Of the new run.</param>
    /// <param name="jobs">Of the new run.</param>
    public static Answer For(CoordinatorSettings settings, long openBytes, long queuedJobs, long bytes, long jobs)
    {
        if (bytes > settings.MaxRunBytes)
            return new Answer.TooLarge($"The run takes {bytes} bytes of the coordinator's memory, which gives runs {settings.MaxRunBytes} (setting coordinator.max-run-bytes); use smaller batches.");
        if (jobs > settings.MaxQueuedJobs)
            return new Answer.TooLarge($"The run has {jobs} jobs, and the coordinator queues {settings.MaxQueuedJobs} (setting coordinator.max-queued-jobs); use smaller batches or larger jobs.");
        return openBytes + bytes > settings.MaxRunBytes || queuedJobs + jobs > settings.MaxQueuedJobs ? new Answer.Later() : new Answer.Welcome();
    }

    /// <summary>The submission, and the numbers that come back: what fragments measured and the outputs, or the gradients.</summary>
    public static long BytesOf(CutPlan plan, SubmitRun submission)
    {
        long samples = submission.Batch.Samples;
        long measured = plan.Fragments.Sum(f => (long)f.Program.Variants.Length * f.Program.OutcomeCount) * samples;
        long answer = submission.Cotangents is null ? plan.OutputCount * samples : submission.Batch.Inputs.Length + submission.Batch.Weights.Length;
        if (submission.Shift?.ShotsPerVariant is not null) answer *= 2; // with their variances
        return BytesOf(submission) + 8 * (submission.Cotangents is null ? measured + answer : answer);
    }

    /// <summary>The submission alone.</summary>
    public static long BytesOf(SubmitRun submission) =>
        8 * (submission.Batch.Weights.Length + (long)submission.Batch.Inputs.Length + (submission.Cotangents?.Fragments.Sum(f => (long)f.Length) ?? 0));
}
