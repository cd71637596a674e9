using QuantumCluster.Actors.Faults;

namespace QuantumCluster.Experiments.Soak;

/// <param name="Plan">What is to go wrong.</param>
/// <param name="Program">How a node is started: a program and its first arguments, such as <c>qcluster node</c>.</param>
/// <param name="Devices">Devices of each worker, 1 to 64.</param>
/// <param name="Folder">Where the plan, the nodes' configuration and the report are put; made when it does not exist.</param>
public sealed record SoakSettings(FaultPlan Plan, IReadOnlyList<string> Program, int Devices, string Folder)
{
    /// <summary>1, or 3 of which two stand by: then the one that serves may be killed.</summary>
    public int Coordinators { get; init; } = 1;

    /// <summary>Share of jobs that two workers do, 0 to 1: with 1 no lie gets through.</summary>
    public double Verify { get; init; }

    /// <summary>Random batches under way at once, beside the training.</summary>
    public int Callers { get; init; } = 2;

    public string PlanFile => Path.Combine(Folder, "plan.conf");

    public string ReportFile => Path.Combine(Folder, "report.json");
}
