using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>What the circuit adds to a step of training: hybrids on several clusters and the same network without a circuit, step by step in turn.</summary>
internal sealed class HybridAndTwin(TrainingBenchSettings settings, TimeProvider time)
{
    private const int Qubits = 8, Classes = 2, Batch = TrainingBenchSettings.Batch;
    private static readonly Seed Start = new(82);
    private static readonly Kernel[] Kernels = [Kernel.Crz, Kernel.Su4];

    public IEnumerable<BenchmarkRow> Measure(IReadOnlyList<(string Place, IFragmentExecutor Executor)> clusters, CancellationToken cancellation)
    {
        (string Place, Kernel Kernel, RepeatedStep Step)[] hybrids =
            [.. clusters.SelectMany(_ => Kernels, (cluster, kernel) => (cluster.Place, kernel, Repeated(Hybrid(kernel, cluster.Executor))))];
        RepeatedStep twin = Repeated(new ClassicalTwin(Classes, Qubits, Start));
        try
        {
            var seconds = new Turns(time, 3 * settings.Budget, cancellation).Run([() => twin.Lap(1), .. hybrids.Select(h => (Func<double>)(() => h.Step.Lap(1)))]);
            return [Row("training.twinStep", "none", [.. seconds[0].Select(s => 1e3 * s)], "ms"), .. hybrids.SelectMany((hybrid, i) => Rows(hybrid.Place, hybrid.Kernel.Name, seconds[i + 1], seconds[0]))];
        }
        finally
        {
            foreach (RepeatedStep step in hybrids.Select(h => h.Step).Append(twin)) step.Dispose();
        }
    }

    private static HybridNetwork Hybrid(Kernel kernel, IFragmentExecutor executor)
    {
        var ladder = new Ladder(Qubits, 1, kernel);
        int width = DeviceProfile.FiveQubit.Qubits;
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Auto, width, Granularity.Exact));
        return new HybridNetwork(Classes, plan, ladder.InitialWeights(Start), executor, Start);
    }

    private RepeatedStep Repeated(ImageClassifier network) => new(network, Batch, settings.PairSize, time);

    private IEnumerable<BenchmarkRow> Rows(string place, string kernel, IReadOnlyList<double> hybrid, IReadOnlyList<double> twin)
    {
        string suffix = place == "embedded" ? "" : $".{place}";
        yield return Row($"training.hybridOverTwin{suffix}", kernel, [.. Turns.Ratios(hybrid, twin)], "ratio") with { Goal = new Goal.AtMost(1.05) };
        yield return Row($"training.hybridAdds{suffix}", kernel, [.. hybrid.Zip(twin, (h, t) => 1e3 * (h - t))], "ms");
    }

    private BenchmarkRow Row(string what, string kernel, IReadOnlyList<double> values, string unit) =>
        new(what, kernel, "double", Batch, Laps.Median(values), unit) { ImageSize = settings.PairSize, Spread = Spread.Of(values) };
}
