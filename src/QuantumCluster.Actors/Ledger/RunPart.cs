namespace QuantumCluster.Actors.Ledger;

/// <summary>Consecutive jobs of a run that need the same.</summary>
/// <param name="first">Number of the first among the run's jobs.</param>
internal sealed class RunPart(RunEntry run, DemandEntry demand, int first, int end)
{
    public RunEntry Run { get; } = run;
    public DemandEntry Demand { get; } = demand;

    /// <summary>The first job that was never granted.</summary>
    public int Next { get; set; } = first;

    /// <summary>One past its last job.</summary>
    public int End { get; } = end;

    /// <summary>Where it waits for its <see cref="Next"/> job to be granted; null when all have been.</summary>
    public LinkedListNode<RunPart>? Place { get; set; }

    /// <summary>What has waited longer is served first: the older run, in a run the smaller number.</summary>
    public bool IsBefore(RunPart other) => Run == other.Run ? Next < other.Next : Run.Order < other.Run.Order;
}

/// <summary>Parts of one session's runs with jobs that were never granted and need the same; the oldest first.</summary>
internal sealed class FreshQueue(DemandEntry demand)
{
    public DemandEntry Demand { get; } = demand;
    public LinkedList<RunPart> Parts { get; } = new();
}
