using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Wide;

/// <summary>What wide ladders cost: jobs, counted; time and memory, measured.</summary>
internal sealed class WideCosts(ExperimentSettings settings, int batch)
{
    private static readonly ChartAxis Qubits = new("qubits of the circuit", AxisScale.Logarithmic) { Ticks = [8, 16, 32, 64] };
    private readonly List<(int Qubits, string Kernel, double Cut, double Uncut, double Bytes)> _measured = [];
    private readonly List<(int Qubits, string Way, int Jobs)> _jobs = [];

    public DataTable Counts { get; } = new("counts", "Fragments, variants and jobs", false,
        new("qubits", "", "width of the circuit"), new("way", "", "kernel and variant set"), new("cuts", "", "wires cut"), new("fragments", "", "pieces of at most five qubits"),
        new("variants", "", "device programs per sample of a forward pass"), new("jobs", "", $"of a forward and a backward pass of a batch of {batch}"));

    public DataTable Measured { get; } = new("costs", $"Time and memory of a training step (forward and backward, batch {batch})", true,
        new("qubits", "", "width of the circuit"), new("kernel", "", "with the variant set that the plan chooses: golden for crz, minimal for su4"),
        new("cut", "µs", "per sample, cut, one thread"), new("uncut", "µs", $"per sample, uncut state vector, up to {WideLadder.MostUncut} qubits"),
        new("memory", "bytes", "allocated by the cut step's evaluator"), new("stateVector", "bytes", "16 · 2^n: one uncut state"));

    public void Count(WideLadder ladder)
    {
        int jobs = ladder.JobsOf(batch);
        Counts.Add(ladder.Ladder.Qubits, ladder.Name, ladder.Plan.Request.Cuts.Length, ladder.Plan.Fragments.Length, ladder.Plan.VariantCount, jobs);
        _jobs.Add((ladder.Ladder.Qubits, ladder.Name, jobs));
    }

    public async Task MeasureAsync(int qubits, Kernel kernel, CancellationToken cancellation)
    {
        var ladder = new Ladder(qubits, 1, kernel);
        var repeats = new Repeats(settings.Time, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(settings.Quick ? 300 : 1500));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var step = new LadderStep(ladder, LadderStep.EachZ(qubits), isCut: true, batch);
        step.ForwardBackward();
        double bytes = GC.GetAllocatedBytesForCurrentThread() - before, cut = repeats.BestSeconds(step.ForwardBackward) * 1e6 / batch;
        double uncut = qubits > WideLadder.MostUncut ? double.NaN : await UncutAsync(ladder, cancellation).ConfigureAwait(false);
        Measured.Add(qubits, kernel.Name, cut, uncut, bytes, 16 * Math.Pow(2, qubits));
        _measured.Add((qubits, kernel.Name, cut, uncut, bytes));
    }

    public string JobsFinding()
    {
        var golden = _jobs.Where(j => j.Way == _jobs[0].Way).ToArray();
        var dense = _jobs.Where(j => j.Way == _jobs[^1].Way).ToArray();
        return FormattableString.Invariant($"From {golden[0].Qubits} to {golden[^1].Qubits} qubits a training step of {batch} samples grows from {golden[0].Jobs} to {golden[^1].Jobs} jobs with golden cuts and from {dense[0].Jobs} to {dense[^1].Jobs} in the dense case: in proportion to the number of fragments, not to 2^n.");
    }

    public string TimeFinding()
    {
        var dense = _measured.Where(m => m.Kernel == Kernel.Su4.Name).ToArray();
        var last = dense[^1];
        var (fused, byGate) = (dense[0], dense.Last(m => double.IsFinite(m.Uncut)));
        return FormattableString.Invariant($"Measured: the dense ladder of {last.Qubits} qubits takes {last.Cut:F0} µs a sample, forward and backward on one thread, and {last.Bytes / 1e6:F1} MB; one uncut state of that width would be {16 * Math.Pow(2, last.Qubits):0.0e0} bytes. At {fused.Qubits} qubits cutting takes {fused.Cut:F1} µs against {fused.Uncut:F1} µs uncut; at {byGate.Qubits}, where the uncut circuit is not fused and runs gate by gate, {byGate.Cut:F1} µs against {byGate.Uncut / 1e3:F0} ms.");
    }

    public Figure TimeFigure() => new("time", "Measured time of a training step per sample, one thread, best of many runs.", new LineChart("Time per sample, forward and backward", Qubits,
        new ChartAxis("time [µs]", AxisScale.Logarithmic),
        [.. _measured.GroupBy(m => m.Kernel).SelectMany(g => (ChartSeries[])
        [
            new($"{g.Key}, cut", [.. g.Select(m => new ChartPoint(m.Qubits, m.Cut))]),
            new($"{g.Key}, uncut", [.. g.Where(m => double.IsFinite(m.Uncut)).Select(m => new ChartPoint(m.Qubits, m.Uncut))]),
        ])]));

    public Figure MemoryFigure() => new("memory", "Measured allocation of the cut step, beside what one uncut state vector would take.", new LineChart("Memory of a training step", Qubits,
        new ChartAxis("memory [bytes]", AxisScale.Logarithmic),
        [
            .. _measured.GroupBy(m => m.Kernel).Select(g => new ChartSeries($"{g.Key}, cut", [.. g.Select(m => new ChartPoint(m.Qubits, m.Bytes))])),
            new("one state vector, uncut", [.. _measured.Select(m => m.Qubits).Distinct().Select(q => new ChartPoint(q, 16 * Math.Pow(2, q)))], SeriesStyle.Reference),
        ]));

    /// <summary>Microseconds per sample of the uncut ladder, forward and backward: the best of a few.</summary>
    private async Task<double> UncutAsync(Ladder ladder, CancellationToken cancellation)
    {
        var plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.EachZ(ladder.Qubits), [], VariantChoice.Auto, ladder.Qubits, Granularity.Exact));
        var executor = new LocalExecutor(new StateVectorDevice(DeviceProfile.Simulator(ladder.Qubits)));
        var samples = new Batch(new double[ladder.WeightCount], new double[ladder.Qubits * batch], batch);
        double best = double.PositiveInfinity;
        long start = settings.Time.GetTimestamp();
        do
        {
            long began = settings.Time.GetTimestamp();
            ForwardResult forward = await executor.ForwardAsync(plan, samples, cancellation).ConfigureAwait(false);
            await executor.BackwardAsync(plan, samples, forward, new double[batch * plan.OutputCount], cancellation).ConfigureAwait(false);
            best = Math.Min(best, settings.Time.GetElapsedTime(began).TotalMicroseconds / batch);
        }
        while (settings.Time.GetElapsedTime(start) < TimeSpan.FromMilliseconds(500));
        return best;
    }
}
