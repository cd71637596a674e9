using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>One point of the sweep.</summary>
internal sealed record LatencyCase(string Distribution, QueueLatency Queue, int Devices, StragglerPolicy Policy)
{
    public const int JobsPerStep = 56, WindowPerDevice = 1;

    /// <summary>Of every distribution.</summary>
    public const double MeanWait = 0.020;

    public static readonly TimeSpan DeviceTime = TimeSpan.FromMilliseconds(5);

    /// <summary>All with the mean <see cref="MeanWait"/>; the last two as long-tailed as queues are, the last without a variance.</summary>
    public static ImmutableArray<(string Name, QueueLatency Queue)> Distributions { get; } =
    [
        ("fixed", new QueueLatency.Fixed(MeanWait)),
        ("normal", new QueueLatency.Normal(MeanWait, MeanWait / 4)),
        ("log-normal", new QueueLatency.LogNormal(MeanWait * Math.Exp(-0.5), 1)),
        ("Pareto", new QueueLatency.Pareto(MeanWait / 3, 1.5)),
    ];

    /// <summary>Milliseconds that a step takes when nothing is ever waited for but work: all devices busy to the end.</summary>
    public static double WorkBound(int devices) => (MeanWait + DeviceTime.TotalSeconds) * 1e3 * JobsPerStep / Math.Min(devices, JobsPerStep);

    /// <param name="seed">The repeat's: the same for all cases, so that first attempts wait equally long whatever the policy.</param>
    public SimulationResult Simulate(Seed seed, int steps) => Simulation.Simulation.Run(new SimulationSettings
    {
        Seed = seed, Workers = Devices, WindowPerDevice = WindowPerDevice, DeviceTime = DeviceTime, Queue = Queue, Ledger = Policy.Ledger, Steps = steps,
    }, new PlainWorkload(JobsPerStep));
}
