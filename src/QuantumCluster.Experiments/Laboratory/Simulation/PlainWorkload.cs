using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>Jobs without physics: for questions about time alone.</summary>
/// <param name="jobs">Of every run.</param>
internal sealed class PlainWorkload(int jobs) : IWorkload
{
    public IReadOnlyList<FragmentJob> JobsOf(RunId run) =>
        [.. Enumerable.Range(0, jobs).Select(i => new FragmentJob(new JobKey(run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))];

    public JobOutcome Truth(FragmentJob job) => new JobOutcome.Evaluated(job.Key, [1, 0]);

    public double ErrorOf(RunId run, IReadOnlyCollection<JobOutcome> accepted) => 0;
}
