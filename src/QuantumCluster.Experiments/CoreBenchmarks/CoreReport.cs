using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>How fast the core is on this machine, on one thread: the rows of <c>qcluster bench</c>.</summary>
public sealed record CoreReport(MachineFacts Machine, ImmutableArray<BenchmarkRow> Rows)
{
    /// <summary>Operations that one sample of the cut dense ladder needs: 112 complex multiply-adds upstream, 2 · 240 downstream, 8 operations each.</summary>
    public const int NeededOperations = 4736;

    private static readonly int[] Batches = [1, 16, 256, 4096];

    /// <summary>Measures everything; well under a minute.</summary>
    public static CoreReport Measure(TimeProvider time)
    {
        var patient = new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400));
        var quick = new Repeats(time, TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(90));
        WarmUp(new(time, TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(200)));
        MachineFacts machine = MachineFacts.Measure(patient);

        var rows = ImmutableArray.CreateBuilder<BenchmarkRow>();
        foreach (Precision precision in Enum.GetValues<Precision>()) AddCore(rows, quick, patient, machine, precision);
        AddLayer(rows, patient);
        return new(machine, rows.ToImmutable());
    }

    private static void AddCore(ImmutableArray<BenchmarkRow>.Builder rows, Repeats quick, Repeats patient, MachineFacts machine, Precision precision)
    {
        void AddOne(string what, int batch, double value, string unit) => Add(rows, what, "su4", precision, batch, value, unit);
        foreach ((string name, Ladder ladder) in Ladders())
            foreach (int batch in Batches) AddSteps(rows, quick, name, ladder, precision, batch);

        double forward = patient.BestSeconds(new LadderStep(new Ladder(8, 1, Kernel.Su4), LadderStep.Marginals, true, 256, precision).Forward);
        double gigaflops = NeededOperations * 256 / forward / 1e9, peak = precision == Precision.Double ? machine.PeakGflops : machine.PeakGflopsFloat;
        AddOne("core.gflops", 256, gigaflops, "GFLOP/s");
        AddOne("core.flopShare", 256, gigaflops / peak, "of peak");
        AddOne("core.allocation", 256, AllocatedPerStep(precision), "bytes/step");

        var device = new DeviceStep(Kernel.Su4, precision);
        AddOne("device.variants", 1, device.Variants / patient.BestSeconds(() => device.Run()), "variants/s");
        var shots = new ShotStep(Kernel.Su4, precision);
        AddOne("device.shots", ShotStep.Batch, ShotStep.Circuits / patient.BestSeconds(shots.Run), "circuits/s");
        var chain = new LadderStep(new Ladder(64, 1, Kernel.Su4), LadderStep.EachZ(64), true, 1, precision);
        AddOne("ladder64.forward+backward", 1, patient.BestSeconds(chain.ForwardBackward) * 1e3, "ms");
    }

    private static IEnumerable<(string Name, Ladder Ladder)> Ladders() =>
        [.. Kernel.All.Select(k => (k.Name, new Ladder(8, 1, k))), ("cry2", new Ladder(8, 2, Kernel.Cry))];

    private static void AddSteps(ImmutableArray<BenchmarkRow>.Builder rows, Repeats repeats, string name, Ladder ladder, Precision precision, int batch)
    {
        void AddTime(string what, Action step) => Add(rows, what, name, precision, batch, repeats.BestSeconds(step) * 1e9 / batch, "ns/sample");
        var cut = new LadderStep(ladder, LadderStep.Marginals, true, batch, precision);
        var uncut = new LadderStep(ladder, LadderStep.Marginals, false, batch, precision);
        AddTime("cut.forward", cut.Forward);
        AddTime("cut.forward.full", new LadderStep(ladder, new Readout.Probabilities(), true, batch, precision).Forward);
        AddTime("cut.forward+backward", cut.ForwardBackward);
        AddTime("uncut.forward", uncut.Forward);
        AddTime("uncut.forward+backward", uncut.ForwardBackward);
    }

    /// <summary>What torch and the way into it cost beyond the core's own time and beyond a custom function that does nothing.</summary>
    private static void AddLayer(ImmutableArray<BenchmarkRow>.Builder rows, Repeats repeats)
    {
        const int Samples = 16;
        using var step = new TorchStep(Kernel.Su4, Samples);
        double layer = repeats.BestSeconds(step.Layer), identity = repeats.BestSeconds(step.Identity);
        double core = repeats.BestSeconds(new LadderStep(new Ladder(8, 1, Kernel.Su4), LadderStep.Marginals, true, Samples).ForwardBackward);
        Add(rows, "layer.forward+backward", "su4", Precision.Double, Samples, layer * 1e6, "µs/batch");
        Add(rows, "layer.identity", "su4", Precision.Double, Samples, identity * 1e6, "µs/batch");
        Add(rows, "layer.overhead", "su4", Precision.Double, Samples, (layer - core - identity) * 1e6, "µs/batch");
    }

    /// <summary>Until the just-in-time compiler has settled: kernels are shared by all circuits.</summary>
    private static void WarmUp(Repeats repeats)
    {
        foreach ((string _, Ladder ladder) in Ladders())
            foreach (Precision precision in Enum.GetValues<Precision>())
                foreach (bool isCut in new[] { true, false }) repeats.BestSeconds(new LadderStep(ladder, LadderStep.Marginals, isCut, 16, precision).ForwardBackward);
    }

    private static long AllocatedPerStep(Precision precision)
    {
        var step = new LadderStep(new Ladder(8, 1, Kernel.Su4), LadderStep.Marginals, true, 256, precision);
        step.ForwardBackward();
        step.ForwardBackward();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) step.ForwardBackward();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }

    private static void Add(ImmutableArray<BenchmarkRow>.Builder rows, string what, string kernel, Precision precision, int batch, double value, string unit) =>
        rows.Add(new BenchmarkRow(what, kernel, precision == Precision.Double ? "double" : "float", batch, value, unit));
}
