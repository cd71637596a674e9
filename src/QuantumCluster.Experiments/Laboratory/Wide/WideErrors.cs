using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Wide;

/// <summary>How far wide ladders are off: exactly reconstructed, against what is known of them otherwise; and sampled, against the exact.</summary>
internal sealed class WideErrors(Seed seed, int repeats, int shots)
{
    private static readonly ChartAxis Qubits = new("qubits of the circuit", AxisScale.Logarithmic) { Ticks = [8, 16, 32, 64] };
    private readonly List<(int Qubits, string Way, double? Exact, Estimate Sampled, double Ideal, double[] AtQubit)> _found = [];

    public DataTable Summary { get; } = new("errors", "Error of ⟨Z⟩", false,
        new("qubits", "", "width of the circuit"), new("way", "", "kernel and variant set"), new("reference", "", "with what the exact result is compared"),
        new("worstExact", "", "largest |cut − reference| over qubits and repeats"), new("shotsInAll", "", "shots per sample over all variants"),
        new("rmsSampled", "", "root-mean-square error over qubits, mean over repeats"), new("rmsSampledError", "", "its standard error"),
        new("idealRms", "", "what as many shots of the uncut circuit as one variant gets would give: √mean(1 − ⟨Z⟩²)/√shots"));

    public DataTable Raw { get; } = new("repeats", "error of every repeat", false,
        new("qubits", "", "width"), new("way", "", "kernel and variant set"), new("repeat", "", "which draw of weights and inputs"), new("worstExact", "", "largest |cut − reference|"), new("rmsSampled", "", "root-mean-square over qubits"));

    public DataTable Positions { get; } = new("positions", "sampled error at every qubit", false,
        new("qubits", "", "width"), new("way", "", "kernel and variant set"), new("qubit", "", "from 0"), new("rmsSampled", "", "root-mean-square over repeats"));

    public async Task MeasureAsync(WideLadder ladder, CancellationToken cancellation)
    {
        int qubits = ladder.Ladder.Qubits;
        Seed own = seed.For(ladder.Name).For((ulong)qubits);
        double? worst = null;
        double ideal = 0;
        double[] rms = new double[repeats], squares = new double[qubits];
        for (int r = 0; r < repeats; r++)
        {
            Batch batch = ladder.Draw(own.For((ulong)r));
            double[] exact = await ladder.ExactAsync(batch, cancellation).ConfigureAwait(false);
            double? off = await ladder.ReferenceAsync(batch, cancellation).ConfigureAwait(false) is { } known ? exact.Zip(known, (a, b) => Math.Abs(a - b)).Max() : null;
            if (off is not null) worst = Math.Max(worst ?? 0, off.Value);
            double[] sampled = await ladder.SampledAsync(batch, new ShotPlan(shots, own.For("shots").For((ulong)r)), cancellation).ConfigureAwait(false);
            for (int q = 0; q < qubits; q++)
            {
                double square = (sampled[q] - exact[q]) * (sampled[q] - exact[q]);
                squares[q] += square / repeats;
                rms[r] += square / qubits;
                ideal += (1 - exact[q] * exact[q]) / qubits / repeats;
            }

            rms[r] = Math.Sqrt(rms[r]);
            Raw.Add(qubits, ladder.Name, r, off, rms[r]);
        }

        var estimate = Estimate.Of(rms);
        double[] atQubit = [.. squares.Select(Math.Sqrt)];
        for (int q = 0; q < qubits; q++) Positions.Add(qubits, ladder.Name, q, atQubit[q]);
        Summary.Add(qubits, ladder.Name, ladder.Reference, worst, (long)shots * ladder.Plan.VariantCount, estimate.Mean, estimate.Error, Math.Sqrt(ideal / shots));
        _found.Add((qubits, ladder.Name, worst, estimate, Math.Sqrt(ideal / shots), atQubit));
    }

    public string ExactFinding() => FormattableString.Invariant(
        $"Reconstruction is exact at every width: over {repeats} random circuits each, ⟨Z⟩ is off by at most {_found.Max(f => f.Exact ?? 0):0.0e0} from what a Markov chain (crz, up to {_found[^1].Qubits} qubits) or an uncut state vector (su4, up to {WideLadder.MostUncut}) gives.");

    public string SampledFinding()
    {
        string Line(IGrouping<string, (int Qubits, string Way, double? Exact, Estimate Sampled, double Ideal, double[] AtQubit)> way)
        {
            var (first, last) = (way.First(), way.Last());
            string trend = !last.Sampled.DiffersFrom(first.Sampled) ? "the data show no growth with width" : last.Sampled.Mean > first.Sampled.Mean ? "it grows" : "it falls";
            return FormattableString.Invariant($"{way.Key} {first.Sampled.Mean:F4} ± {first.Sampled.Error:F4} at {first.Qubits} qubits, {last.Sampled.Mean:F4} ± {last.Sampled.Error:F4} at {last.Qubits} ({trend})");
        }

        return $"With {shots} shots for each variant the root-mean-square error of ⟨Z⟩ is " + string.Join("; ", _found.GroupBy(f => f.Way).Select(Line)) + ".";
    }

    public Figure ExactFigure() => new("exact-error", "Largest difference between the exactly reconstructed ⟨Z⟩ and a calculation of other making. Rounding: a double has 16 digits.",
        new LineChart("Exact reconstruction against an independent answer", Qubits, new ChartAxis("worst |difference| of ⟨Z⟩", AxisScale.Logarithmic),
            [.. _found.GroupBy(f => f.Way).Select(g => new ChartSeries(g.Key, [.. g.Where(f => f.Exact > 0).Select(f => new ChartPoint(f.Qubits, f.Exact!.Value))]))]));

    public Figure SampledFigure() => new("sampled-error", $"Root-mean-square error of ⟨Z⟩ with {shots} shots a variant; bars: two standard errors over {repeats} repeats. Dashed: an uncut device with as many shots.",
        new LineChart($"Error with {shots} shots a variant", Qubits, new ChartAxis("RMS error of ⟨Z⟩") { Least = 0 },
        [
            .. _found.GroupBy(f => f.Way).Select(g => new ChartSeries(g.Key, [.. g.Select(f => new ChartPoint(f.Qubits, f.Sampled.Mean, 2 * f.Sampled.Error))])),
            new("uncut, same shots", [.. _found.GroupBy(f => f.Qubits).Select(g => new ChartPoint(g.Key, g.Average(f => f.Ideal)))], SeriesStyle.Reference),
        ]));

    public Figure PositionFigure()
    {
        int widest = _found.Max(f => f.Qubits);
        return new("positions", $"The same along the widest ladder: does the error pile up from cut to cut? Root-mean-square over {repeats} repeats.", new LineChart($"Error along {widest} qubits", new ChartAxis("qubit"), new ChartAxis("RMS error of ⟨Z⟩") { Least = 0 },
            [.. _found.Where(f => f.Qubits == widest).Select(f => new ChartSeries(f.Way, [.. f.AtQubit.Select((e, q) => new ChartPoint(q, e))], SeriesStyle.Line))]));
    }
}
