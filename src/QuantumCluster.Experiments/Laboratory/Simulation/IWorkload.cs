using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>What a simulated cluster is asked to do, step after step: every run the same jobs under keys of its own.</summary>
internal interface IWorkload
{
    IReadOnlyList<FragmentJob> JobsOf(RunId run);

    /// <summary>What an honest device answers.</summary>
    JobOutcome Truth(FragmentJob job);

    /// <summary>Largest difference of the run's result from the true one; 0 when every outcome is true.</summary>
    /// <param name="accepted">The outcomes that count, one for each job.</param>
    double ErrorOf(RunId run, IReadOnlyCollection<JobOutcome> accepted);
}
