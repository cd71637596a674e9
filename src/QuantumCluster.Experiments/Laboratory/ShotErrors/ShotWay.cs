using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Experiments.Laboratory.ShotErrors;

/// <summary>A way to spend shots: which variants, how many shots for each, and whether variants that must agree are made to.</summary>
internal sealed record ShotWay(string Set, VariantChoice Variants, Allocation Allocation, bool LeastSquares)
{
    public static ImmutableArray<string> Sets { get; } = ["golden", "minimal", "table", "paper"];

    public static ImmutableArray<ShotWay> All { get; } =
    [
        .. Enum.GetValues<Allocation>().SelectMany(a => ((string, VariantChoice)[])[("golden", VariantChoice.Auto), ("minimal", VariantChoice.Minimal), ("table", VariantChoice.Table), ("paper", VariantChoice.Paper)], (a, s) => new ShotWay(s.Item1, s.Item2, a, false)),
        new("minimal", VariantChoice.Minimal, Allocation.Variance, true),
        new("table", VariantChoice.Table, Allocation.Variance, true),
    ];

    /// <summary>How shots are shared out, as reports have it.</summary>
    public string Sharing => LeastSquares ? $"{Allocation.ToString().ToLowerInvariant()}, least squares" : Allocation.ToString().ToLowerInvariant();

    public CutPlan Plan(Readout readout)
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        int width = DeviceProfile.FiveQubit.Qubits;
        return CutPlan.Create(new PlanRequest(ladder.ToCircuit(), readout, LadderCuts.Along(ladder, width), Variants, width, Granularity.Exact));
    }

    public override string ToString() => $"{Set}, {Sharing}";
}
