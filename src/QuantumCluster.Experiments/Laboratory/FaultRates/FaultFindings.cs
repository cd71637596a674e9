using System.Collections.Immutable;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>What the sweep says, in sentences whose every figure and verdict comes from the data.</summary>
internal static class FaultFindings
{
    public static IEnumerable<string> Of(FaultData data, ImmutableArray<double> rates)
    {
        double most = rates[^1];
        FaultFound[] worst = [.. FaultWay.All.Select(w => data.Of(w.Name, most)).OrderBy(f => data.Relative(f).Mean)];
        yield return Invariant($"At {most} faults a second on {FaultCase.Workers} workers, throughput falls to ") + string.Join(", ", worst.Select(f => Invariant($"{data.Relative(f).Mean:P0} ± {data.Relative(f).Error:P0} ({f.Case.Way.Name})"))) + " of the fault-free.";
        FaultFound[] slow = [.. worst.Where(f => f.Recovery is not null).OrderByDescending(f => f.Recovery!.Value.Mean)];
        yield return "Until everything under way at a fault is answered it takes, at that rate, on average " + string.Join(", ", slow.Select(f => Invariant($"{f.Recovery!.Value.Mean:F0} ± {f.Recovery.Value.Error:F0} ms ({f.Case.Way.Name}, worst {f.WorstRecovery:F0})")))
            + Invariant($"; a step without faults takes {data.Of("crash", 0).StepTime:F0} ms.");
        FaultFound[] wrong = [.. data.Found.Where(f => f.Wrong.Mean > 0)];
        string[] ways = [.. wrong.Select(f => f.Case.Way.Name).Distinct()];
        FaultFound? unverified = wrong.Where(f => f.Case.Rate == most).MaxBy(f => f.Wrong.Mean);
        yield return ways.Length == 0 ? "No result of any step is wrong." : Invariant($"Only {string.Join(" and ", ways)} makes results wrong: {unverified!.Wrong.Mean:P1} ± {unverified.Wrong.Error:P1} of the steps at {most} a second, by up to {unverified.Error.Mean:F2} in a probability; all results under other faults have the bits of the fault-free run.");
        FaultFound open = data.Of("lying", 0), verified = data.Of("lying, verified", 0);
        int failed = data.Found.Sum(f => f.Failed);
        yield return Invariant($"Verification of every job costs {1 - verified.JobsPerSecond.Mean / open.JobsPerSecond.Mean:P0} of the fault-free throughput; with it {data.Found.Where(f => f.Case.Way.Verify == 1).Sum(f => f.Wrong.Mean * f.Steps):F0} wrong results came through. Of {data.Found.Sum(f => f.Steps)} steps in all, {failed} failed.");
    }
}
