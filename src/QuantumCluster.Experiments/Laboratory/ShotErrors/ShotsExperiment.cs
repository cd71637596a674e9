using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Experiments.Laboratory.Reports;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.ShotErrors;

/// <summary><c>shots</c>: what shots buy.</summary>
public sealed class ShotsExperiment : IExperiment
{
    private const long Goal = 10_000;
    private static readonly ImmutableArray<long> Budgets = [300, 1000, 3000, Goal, 30_000];

    public string Name => "shots";

    public string Question => "How does the error fall with shots, for each variant set and allocation, and does theory say so?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        int circuits = settings.Quick ? 80 : 400;
        ShotData data = await SweepAsync(settings.Seed.For(Name), circuits, Budgets, settings.Progress, cancellation).ConfigureAwait(false);
        var figures = new ShotFigures(data, Budgets);
        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("kernel", "crz", "one layer on 8 qubits, cut into 4 + 5"), new("sets", string.Join(", ", ShotWay.Sets), "of variants"), new("allocations", string.Join("; ", ShotWay.All.Select(w => w.Sharing).Distinct()), "of the shots"),
                new("shots", string.Join(", ", Budgets), "of all variants together, on each sample"), new("circuits", circuits, "weights from U(−π/4, π/4), inputs from U(−π/2, π/2), 4 samples each"), new("device", "ideal", "shots are the only error"),
            ],
            Findings = [.. Findings(data)],
            Method =
            [
                "Every way is given the same circuits and as many shots in all, however many variants share them; errors are against the exact readout. The uncut circuit's error is p(1 − p)/shots, averaged over the same circuits.",
                "Theory: the variance of each estimate from the exact probabilities of all variants, through the reconstruction. For `variance` it takes the best shares as known, where the estimator has to find them in a first round of 15 % of the shots, and it is of first order: where some variants hardly matter it leaves them almost no shots, and what their errors do together is not in it.",
                "`least squares` makes variants agree that must agree; its theory is not drawn. Error bars are standard errors over circuits, which differ more among each other than shots do: ratios have smaller ones than errors.",
            ],
            Figures = [figures.BySet(), figures.ByAllocation(), figures.Factors("marginals", Goal, "the 32 marginals"), figures.Factors("whole", Goal, "all 256 probabilities"), figures.Coverage()],
            Summaries = [data.Summary],
            RawData = [data.Raw],
        };
    }

    internal static async Task<ShotData> SweepAsync(Seed seed, int circuits, ImmutableArray<long> budgets, Action<string> progress, CancellationToken cancellation)
    {
        var data = new ShotData();
        foreach (ShotWay way in ShotWay.All)
        {
            progress(way.ToString());
            foreach ((string name, Readout readout, ImmutableArray<long> wanted) in ((string, Readout, ImmutableArray<long>)[])[("marginals", LadderStep.Marginals, budgets), ("whole", new Readout.Probabilities(), [.. budgets.Where(b => b == Goal)])])
            {
                CutPlan plan = way.Plan(readout);
                var scene = new ShotScene(way, plan, seed);
                foreach (long shots in wanted)
                {
                    var errors = new ShotErrors[circuits];
                    for (int c = 0; c < circuits; c++) errors[c] = await scene.MeasureAsync(c, shots, cancellation).ConfigureAwait(false);
                    data.Add(name, way, shots, errors);
                }
            }
        }

        return data;
    }

    private static IEnumerable<string> Findings(ShotData data)
    {
        ShotFound first = data.Of("marginals", "minimal", "uniform", Budgets[0])!, last = data.Of("marginals", "minimal", "uniform", Budgets[^1])!;
        double slope = Math.Log(last.RootMeanSquare / first.RootMeanSquare) / Math.Log((double)last.Shots / first.Shots);
        yield return Invariant($"The error falls as shots to the power {slope:F2} (minimal, uniform, {first.Shots} to {last.Shots} shots), where theory says −0.5.");
        string Factors(string readout) => string.Join(", ", ShotWay.Sets.Select(s => data.Of(readout, s, "uniform", Goal)!).Select(f => Invariant($"{f.Way.Set} {f.Factor.Mean:F2} ± {f.Factor.Error:F2} (theory {f.Theory:F2})")));
        yield return Invariant($"At {Goal} shots shared out equally the mean squared error is, over that of the uncut circuit: for all 256 probabilities {Factors("whole")}; for the 32 marginals {Factors("marginals")}.");
        ShotFound even = data.Of("marginals", "minimal", "uniform", Goal)!;
        yield return Invariant($"Sharing by variance brings the minimal set's error of a marginal at {Goal} shots from {even.RootMeanSquare:F5} to ") + string.Join(" and ", data.Found.Where(f => f.Readout == "marginals" && f.Way.Set == "minimal" && f.Way.Allocation == Cutting.Estimation.Allocation.Variance && f.Shots == Goal)
            .Select(f => Invariant($"{f.RootMeanSquare:F5} ± {f.RootMeanSquareError:F5} ({f.Way.Sharing}), {even.Factor.Mean / f.Factor.Mean:F2} times less squared error"))) + Invariant($"; the uncut circuit gives {even.Uncut:F5}.");
        ShotFound[] covered = [.. data.Found.Where(f => f.Readout == "marginals")];
        yield return Invariant($"The estimates' own 95 % intervals hold the truth in {covered.Min(f => f.Covered):P1} to {covered.Max(f => f.Covered):P1} of outputs, over all ways and numbers of shots.");
    }
}
