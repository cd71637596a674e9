using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>What a case came to, over its repeats.</summary>
/// <param name="Recovery">Mean milliseconds from a fault until all that was under way was answered; null where no fault hit a step.</param>
/// <param name="Wrong">Share of complete steps with a wrong result.</param>
/// <param name="Error">Mean over repeats of the largest error of a result.</param>
/// <param name="Failed">Steps that failed.</param>
/// <param name="StepTime">Mean milliseconds of a step.</param>
internal sealed record FaultFound(FaultCase Case, Estimate JobsPerSecond, Estimate? Recovery, double WorstRecovery, Estimate Wrong, Estimate Error, int Failed, int Steps, double StepTime);

/// <summary>Collects the sweep.</summary>
internal sealed class FaultData
{
    private readonly List<FaultFound> _found = [];

    public IReadOnlyList<FaultFound> Found => _found;

    public DataTable Summary { get; } = new("faults", "Throughput, recovery and result error, simulated", false,
        new("fault", "", "what goes wrong"), new("rate", "1/s", "faults per second on the whole cluster"), new("throughput", "jobs/s", "of complete steps"), new("throughputError", "jobs/s", "standard error over repeats"),
        new("recovery", "ms", "mean from a fault until every step under way then was answered"), new("recoveryError", "ms", "standard error over repeats"), new("worstRecovery", "ms", "largest of all"),
        new("wrong", "", "share of steps whose result is wrong"), new("largestError", "", "largest |Δp| of a result, mean over repeats"), new("failed", "", "steps that failed"), new("steps", "", "steps in all repeats"));

    public DataTable Raw { get; } = new("fault-repeats", "every repeat", false,
        new("fault", "", "what goes wrong"), new("rate", "1/s", "faults per second"), new("repeat", "", "from 0"), new("seed", "", "of its plan"), new("faults", "", "that came"), new("steps", "", "complete"), new("throughput", "jobs/s", "of complete steps"),
        new("requeued", "", "leases that ended without an outcome"), new("copies", "", "speculative copies"), new("invalid", "", "outcomes that cannot be true"), new("quarantined", "", "worker nodes"), new("wrong", "", "steps with a wrong result"));

    public DataTable Recoveries { get; } = new("recoveries", "every fault that hit a step", false,
        new("fault", "", "what goes wrong"), new("rate", "1/s", "faults per second"), new("repeat", "", "from 0"), new("at", "ms", "since the start"), new("node", "", "which worker"), new("recovery", "ms", "until every step under way then was answered"));

    /// <param name="seeds">Of the repeats' plans.</param>
    public void Add(FaultCase point, IReadOnlyList<SimulationResult> repeats, IReadOnlyList<ulong> seeds)
    {
        var recoveries = new List<double>[repeats.Count];
        for (int r = 0; r < repeats.Count; r++)
        {
            SimulationResult result = repeats[r];
            RunInterval[] runs = [.. result.Steps.Select(s => new RunInterval(s.Start, s.End, s.Failed))];
            recoveries[r] = [];
            foreach (InjectedFault fault in result.Faults)
            {
                if (Recovery.Of(fault.At, runs) is not { } time) continue;
                recoveries[r].Add(time.TotalMilliseconds);
                Recoveries.Add(point.Way.Name, point.Rate, r, fault.At.TotalMilliseconds, fault.Node, time.TotalMilliseconds);
            }

            Raw.Add(point.Way.Name, point.Rate, r, seeds[r].ToString(System.Globalization.CultureInfo.InvariantCulture), result.Faults.Length, result.Steps.Count(s => !s.Failed), result.JobsPerSecond, result.Counts.Requeued, result.Counts.Speculated,
                result.Counts.Invalid, result.Counts.Quarantined, result.Steps.Count(s => s.Error > 0));
        }

        double[] hit = [.. recoveries.Where(r => r.Count > 0).Select(r => r.Average())];
        var found = new FaultFound(point, Estimate.Of([.. repeats.Select(r => r.JobsPerSecond)]), hit.Length > 0 ? Estimate.Of(hit) : null, recoveries.SelectMany(r => r).DefaultIfEmpty(0).Max(),
            Estimate.Of([.. repeats.Select(r => r.Steps.Count(s => s.Error > 0) / (double)Math.Max(1, r.Steps.Count(s => !s.Failed)))]),
            Estimate.Of([.. repeats.Select(r => r.Steps.Where(s => !s.Failed).Select(s => s.Error).DefaultIfEmpty(0).Max())]), repeats.Sum(r => r.Steps.Count(s => s.Failed)), repeats.Sum(r => r.Steps.Length), repeats.SelectMany(r => r.Steps).Average(s => s.Milliseconds));
        _found.Add(found);
        Summary.Add(point.Way.Name, point.Rate, found.JobsPerSecond.Mean, found.JobsPerSecond.Error, found.Recovery?.Mean, found.Recovery?.Error, found.WorstRecovery, found.Wrong.Mean, found.Error.Mean, found.Failed, found.Steps);
    }

    public FaultFound Of(string way, double rate) => _found.First(f => f.Case.Way.Name == way && f.Case.Rate == rate);

    /// <summary>Throughput beside that of the same way without faults.</summary>
    public Estimate Relative(FaultFound found)
    {
        double calm = Of(found.Case.Way.Name, 0).JobsPerSecond.Mean;
        return found.JobsPerSecond with { Mean = found.JobsPerSecond.Mean / calm, Error = found.JobsPerSecond.Error / calm };
    }
}
