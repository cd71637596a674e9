using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory;

/// <summary>One question to the laboratory. The same settings give the same tables to the byte, but for those marked as measured.</summary>
public interface IExperiment
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    /// <summary>What it finds out, one sentence.</summary>
    string Question { get; }

    /// <summary>Why it cannot be done here, and what to do about it; null when it can.</summary>
    string? Obstacle => null;

    /// <exception cref="Cutting.Execution.ExecutionFailedException">A cluster that it needs could not be started or failed.</exception>
    Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation);
}

/// <param name="Seed">Keys every draw of the experiment.</param>
/// <param name="Quick">A small version: about a minute.</param>
/// <param name="Time">For what is measured.</param>
/// <param name="Progress">Gets a line now and then.</param>
/// <param name="NodeProgram">How a node is started: a program and its first arguments.</param>
/// <param name="TrainProgram">The same of a training.</param>
public sealed record ExperimentSettings(Seed Seed, bool Quick, TimeProvider Time, Action<string> Progress, IReadOnlyList<string> NodeProgram, IReadOnlyList<string> TrainProgram)
{
    /// <summary>For <c>faults</c>: this plan alone, in place of those that it draws.</summary>
    public FaultPlan? Plan { get; init; }

    /// <summary>The first entries of every report's configuration.</summary>
    public IEnumerable<Setting> Common => [new("seed", Seed.Value, "keys every draw"), new("quick", Quick, "the small version, --quick")];
}
