using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>What goes wrong, and how much of the work is checked.</summary>
/// <param name="Verify">Share of jobs that two workers do.</param>
internal sealed record FaultWay(string Name, FaultKind Kind, double Verify, string Meaning)
{
    public static ImmutableArray<FaultWay> All { get; } =
    [
        new("crash", FaultKind.Kill, 0, "a worker process dies and is replaced"),
        new("hang", FaultKind.Stop, 0, "a worker stands still for 0.2 to 2.5 s"),
        new("drop", FaultKind.Drop, 0, "10 to 50 % of a worker's messages are lost for 0.1 to 0.6 s"),
        new("device crash", FaultKind.Crash, 0, "one to three jobs of a device end in an exception"),
        new("corruption", FaultKind.Corrupt, 0, "one to three outcomes of a device cannot be true"),
        new("lying", FaultKind.Lie, 0, "one or two outcomes of a device could be true and are not; nothing is verified"),
        new("lying, verified", FaultKind.Lie, 1, "the same; every job is done by two workers, which must agree"),
    ];
}

/// <summary>One point of the sweep.</summary>
/// <param name="Rate">Faults per second on the whole cluster.</param>
internal sealed record FaultCase(FaultWay Way, double Rate, TimeSpan Length)
{
    public const int Workers = 8, Devices = 2, Samples = 16, SamplesPerJob = 2;

    public static readonly TimeSpan DeviceTime = TimeSpan.FromMilliseconds(10);

    public static LadderWorkload Workload(Seed seed) => new(seed, Samples, new Granularity(1, SamplesPerJob));

    /// <summary>Drawn as <c>qcluster soak</c> draws its plans; nothing at rate 0.</summary>
    public FaultPlan Plan(Seed seed)
    {
        int count = (int)Math.Round(Rate * Length.TotalSeconds);
        return count == 0
            ? new FaultPlan(seed, Length, Workers, 0, [])
            : FaultSchedule.Draw(new FaultScheduleSettings { Seed = seed, Length = Length, Count = count, Kinds = [Way.Kind], Workers = Workers, Spares = 0, Devices = Devices });
    }

    public SimulationResult Simulate(Seed seed, IWorkload workload) => Simulation.Simulation.Run(new SimulationSettings
    {
        Seed = seed, Workers = Workers, DevicesPerWorker = Devices, WindowPerDevice = 4, DeviceTime = DeviceTime, Plan = Plan(seed), Ledger = new LedgerSettings { Verify = Way.Verify, VerifySeed = seed.For("verify") },
    }, workload);
}
