using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Nodes w0 and w1 without noise, one of them narrow; w2 and w3 noisy. What the jobs of each <see cref="Need"/> demand of them.</summary>
internal static class MixedFleet
{
    private static readonly DeviceClass Narrow = new("ideal", "a1", 4, false), Wide = new("wide", "a2", 8, false), Noisy = new("noisy", "b1", 5, true), Absent = new("absent", "c1", 5, true);

    public static DeviceClass ClassOf(string node) => node switch { "w0" => Narrow, "w1" => Wide, _ => Noisy };

    public static ImmutableArray<JobShare> Shares(Need need, int jobs) => need switch
    {
        Need.Noisy => [new(jobs, new Demand(Noisy, 4))],
        Need.Half => [new(jobs / 2, new Demand(Noisy, 5)), new(jobs - jobs / 2, new Demand(null, 5))],
        Need.NoisyRather => [new(jobs, new Demand(Noisy, 4, MaySubstitute: true))],
        Need.Absent => [new(jobs, new Demand(Absent, 4))],
        Need.AbsentRather => [new(jobs, new Demand(Absent, 5, MaySubstitute: true))],
        _ => [new(jobs, new Demand(null, 4))],
    };

    /// <summary>What every honest device of a class answers. Noisy ones answer by their figures. One job in a hundred cannot be done, by any.</summary>
    public static JobOutcome Truth(JobKey key, DeviceClass devices)
    {
        Seed job = new Seed((ulong)key.Run.Number).For((ulong)key.FirstVariant);
        if (job.Value % 100 == 0) return new JobOutcome.Refused(key, "no");
        return new JobOutcome.Evaluated(key, [(devices.IsNoisy ? job.For(devices.Figures) : job).Value % 1_000_000]);
    }
}
