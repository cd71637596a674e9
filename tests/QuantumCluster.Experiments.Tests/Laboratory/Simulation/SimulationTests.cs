using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Tests.Laboratory.Simulation;

/// <summary>Laws of the cluster in simulated time.</summary>
public sealed class SimulationTests
{
    private static readonly TimeSpan JobTime = TimeSpan.FromMilliseconds(10);
    private static readonly LadderWorkload Ladder = new(new Seed(821), 16, new Granularity(1, 2));

    [Theory]
    [InlineData(1, 1, 12)]
    [InlineData(4, 1, 12)]
    [InlineData(3, 2, 13)]
    public void Without_faults_and_waits_a_step_takes_its_rounds_and_what_coordination_costs(int workers, int devices, int jobs)
    {
        SimulationSettings settings = Calm(workers) with { DevicesPerWorker = devices, Steps = 5 };
        SimulationResult result = Run(settings, new PlainWorkload(jobs));
        int rounds = (jobs + workers * devices - 1) / (workers * devices);
        TimeSpan most = (rounds + 1) * (2 * settings.Costs.Way) + 2 * jobs * (settings.Costs.PerMessage + settings.Costs.PerJob);
        Assert.Equal(5, result.Steps.Length);
        Assert.All(result.Steps, s => Assert.InRange(s.End - s.Start, rounds * JobTime, rounds * JobTime + most));
    }

    [Fact]
    public void No_cluster_is_faster_than_its_devices()
    {
        var queue = new QueueLatency.LogNormal(0.01, 1);
        SimulationResult result = Run(Calm(8) with { Queue = queue, Steps = 40 }, new PlainWorkload(64));
        Assert.InRange(result.JobsPerSecond, 0, 8 / JobTime.TotalSeconds);
    }

    [Fact]
    public void The_same_settings_give_the_same_steps_and_another_seed_gives_others()
    {
        SimulationSettings settings = Stormy(new Seed(822), 1);
        SimulationResult one = Run(settings, Ladder), again = Run(settings, Ladder), other = Run(Stormy(new Seed(1), 1), Ladder);
        Assert.Equal(one.Steps.AsEnumerable(), again.Steps);
        Assert.Equal(one.Faults.AsEnumerable(), again.Faults);
        Assert.Equal(one.Counts, again.Counts);
        Assert.NotEqual(one.Steps.AsEnumerable(), other.Steps);
    }

    /// <summary>The first law of the cluster, and the reason why every job is verified where devices may lie.</summary>
    [Fact]
    public void Whatever_fails_no_step_fails_and_no_result_is_wrong_when_all_jobs_are_verified()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            SimulationResult result = Run(Stormy(new Seed(823).For(seed), 1), Ladder);
            Assert.True(result.Faults.Length > 20 && result.Steps.Length > 5, $"seed {seed}: {result.Faults.Length} faults, {result.Steps.Length} steps");
            Assert.All(result.Steps, s => Assert.Equal((false, 0.0), (s.Failed, s.Error)));
        }
    }

    [Fact]
    public void Only_lies_make_results_wrong_and_they_do_when_nobody_checks()
    {
        foreach (FaultKind kind in (FaultKind[])[FaultKind.Kill, FaultKind.Stop, FaultKind.Partition, FaultKind.Drop, FaultKind.Garble, FaultKind.Slow, FaultKind.Crash, FaultKind.Corrupt, FaultKind.Lie])
        {
            SimulationResult result = Run(Stormy(new Seed(824), 0, kind), Ladder);
            Assert.All(result.Steps, s => Assert.False(s.Failed));
            Assert.Equal(kind is FaultKind.Lie, result.Steps.Any(s => s.Error > 0));
        }
    }

    [Fact]
    public void Speculative_copies_shorten_the_steps_of_a_heavy_tail()
    {
        SimulationSettings patient = Calm(16) with { Queue = new QueueLatency.Pareto(0.005, 1.5), Steps = 60 };
        double Mean(SimulationSettings settings) => Run(settings, new PlainWorkload(32)).Steps.Average(s => s.Milliseconds);
        Assert.True(Mean(patient with { Ledger = new LedgerSettings() }) < Mean(patient));
    }

    private static SimulationResult Run(SimulationSettings settings, IWorkload workload) => Experiments.Laboratory.Simulation.Simulation.Run(settings, workload);

    private static SimulationSettings Calm(int workers) => new() { Seed = new Seed(820), Workers = workers, DeviceTime = JobTime, Ledger = new LedgerSettings { CopiesPerJob = 0, FirstLease = TimeSpan.FromDays(1), LeaseFloor = TimeSpan.FromDays(1) } };

    private static SimulationSettings Stormy(Seed seed, double verify, params FaultKind[] kinds)
    {
        FaultPlan plan = FaultSchedule.Draw(new FaultScheduleSettings { Seed = seed, Length = TimeSpan.FromSeconds(8), Count = 30, Workers = 4, Spares = 1, Kinds = kinds.Length > 0 ? [.. kinds] : [.. Enum.GetValues<FaultKind>()] });
        return new() { Seed = seed, Workers = 4, DevicesPerWorker = 2, WindowPerDevice = 4, DeviceTime = JobTime, Plan = plan, Ledger = new LedgerSettings { Verify = verify, VerifySeed = seed.For("verify") } };
    }
}
