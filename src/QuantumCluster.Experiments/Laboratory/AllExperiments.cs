using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.FaultRates;
using QuantumCluster.Experiments.Laboratory.Latency;
using QuantumCluster.Experiments.Laboratory.Networks;
using QuantumCluster.Experiments.Laboratory.Noise;
using QuantumCluster.Experiments.Laboratory.Scaling;
using QuantumCluster.Experiments.Laboratory.ShotErrors;
using QuantumCluster.Experiments.Laboratory.Wide;

namespace QuantumCluster.Experiments.Laboratory;

/// <summary>All experiments of the laboratory, in the order of their report.</summary>
public static class AllExperiments
{
    public static ImmutableArray<IExperiment> List { get; } = [new LatencyExperiment(), new FaultsExperiment(), new ScalingExperiment(), new ShotsExperiment(), new NoiseExperiment(), new NetworkExperiment(), new WideExperiment()];
}
