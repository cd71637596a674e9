using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory.Wide;

/// <summary><c>wide</c>: ladders up to 64 qubits on five-qubit devices.</summary>
public sealed class WideExperiment : IExperiment
{
    private const int BatchSize = 16, Shots = 1000;
    private static readonly ImmutableArray<int> Widths = [8, 16, 32, 64];
    private static readonly ImmutableArray<(string Name, Kernel Kernel, VariantChoice Variants)> Ways =
        [("crz, golden", Kernel.Crz, VariantChoice.Auto), ("crz, minimal", Kernel.Crz, VariantChoice.Minimal), ("su4, minimal", Kernel.Su4, VariantChoice.Minimal)];

    public string Name => "wide";

    public string Question => "What does a circuit much wider than the devices cost, in jobs, time, memory and error?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        int repeats = settings.Quick ? 200 : 2000;
        var errors = new WideErrors(settings.Seed.For(Name), repeats, Shots);
        var costs = new WideCosts(settings, BatchSize);
        foreach (int qubits in Widths)
        {
            foreach ((string way, Kernel kernel, VariantChoice variants) in Ways)
            {
                settings.Progress($"{qubits} qubits, {way}");
                var ladder = new WideLadder(way, new Ladder(qubits, 1, kernel), variants);
                costs.Count(ladder);
                await errors.MeasureAsync(ladder, cancellation).ConfigureAwait(false);
            }

            foreach (Kernel kernel in (Kernel[])[Kernel.Crz, Kernel.Su4]) await costs.MeasureAsync(qubits, kernel, cancellation).ConfigureAwait(false);
        }

        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("qubits", string.Join(", ", Widths), "widths of the ladders, one layer"), new("deviceQubits", 5, "width of the devices"),
                new("kernels", string.Join("; ", Ways.Select(w => w.Name)), "kernel and variant set"), new("readout", "every ⟨Z⟩", "expectation of Z on each qubit"),
                new("batch", BatchSize, "samples of a training step, for jobs and time"), new("shotsPerVariant", Shots, "for the sampled estimates"),
                new("repeats", repeats, "random weights and inputs from U(−π/2, π/2), each sampled once"),
            ],
            Findings = [costs.JobsFinding(), errors.ExactFinding(), errors.SampledFinding(), costs.TimeFinding()],
            Method =
            [
                "Jobs and variants are counted on the plan. The exact result is compared with a classical Markov chain (crz: no amplitude in it) at every width, and with an uncut state vector (su4) up to 16 qubits; beyond, nothing independent exists for su4 and no error is given.",
                $"Sampled: {Shots} shots for every variant on ideal devices, root-mean-square over all qubits; error bars are standard errors over {repeats} independent draws. More cuts mean more variants and so more shots in all: the columns say how many.",
                "Time and memory are measured on this machine on one thread, the best of many short runs, and do not repeat to the digit. Uncut ladders wider than fused kernels go run gate by gate, which is part of why they are slow. Memory is what a training step's evaluator allocates; 16 · 2^n bytes is what one uncut state vector of n qubits would take.",
            ],
            Figures = [errors.ExactFigure(), errors.SampledFigure(), errors.PositionFigure(), costs.TimeFigure(), costs.MemoryFigure()],
            Summaries = [costs.Counts, errors.Summary, costs.Measured],
            RawData = [errors.Raw, errors.Positions],
        };
    }
}
