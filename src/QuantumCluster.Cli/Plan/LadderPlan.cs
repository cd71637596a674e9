using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Plan;

/// <summary>A ladder with the plan to run it: what <c>plan</c> shows and <c>layer</c> evaluates.</summary>
internal sealed record LadderPlan(Ladder Ladder, CutPlan Plan)
{
    /// <summary>Widest ladder that the command line takes; a limit of patience, not of method.</summary>
    public const int MostQubits = 256;

    /// <summary>Most layers: a cut severs one wire per layer, and a fragment must hold one more.</summary>
    public static int MostLayers => DeviceProfile.FiveQubit.Qubits - 1;

    /// <summary>The paper's circuit: 8 qubits, one layer.</summary>
    public static Ladder Paper(Kernel kernel) => new(8, 1, kernel);

    /// <summary>The paper's readout, in ladders of any size: the last five qubits, or all where there are fewer.</summary>
    public static Readout LastFive(int qubits) => new Readout.Marginal([.. Enumerable.Range(0, qubits).TakeLast(5)]);

    /// <summary>Cut for five-qubit devices, with the fewest fragments.</summary>
    /// <param name="profile">The devices, to whose class the fragments are bound; null for any five-qubit ones without noise.</param>
    /// <exception cref="BadInputException">The readout does not fit the ladder, or the ladder cannot be cut for these devices.</exception>
    public static LadderPlan Cut(Ladder ladder, Readout readout, VariantChoice variants, Precision precision, DeviceProfile? profile = null)
    {
        int width = (profile ?? DeviceProfile.FiveQubit).Qubits;
        ImmutableArray<DeviceClass> classes = profile is null ? [] : [profile.Class];
        return Create(ladder, () => new PlanRequest(ladder.ToCircuit(), readout, LadderCuts.Along(ladder, width), variants, width, Granularity.Exact, precision, classes));
    }

    /// <summary>Another circuit: the paper's with the cut qubit encoded a second time after the cut (<see cref="Ladder.ToCircuitWithReupload"/>), cut there.</summary>
    /// <inheritdoc cref="Cut"/>
    public static LadderPlan ReuploadAtCut(Ladder ladder, Readout readout, VariantChoice variants, Precision precision, DeviceProfile? profile = null)
    {
        ImmutableArray<DeviceClass> classes = profile is null ? [] : [profile.Class];
        return Create(ladder, () => new PlanRequest(ladder.ToCircuitWithReupload(LadderCuts.Middle(ladder)[0].Qubit), readout, LadderCuts.Middle(ladder), variants,
            (profile ?? DeviceProfile.FiveQubit).Qubits, Granularity.Exact, precision, classes));
    }

    /// <summary>The whole circuit as one fragment, for a simulator that is wide enough.</summary>
    /// <exception cref="BadInputException">The readout does not fit the ladder.</exception>
    public static LadderPlan Uncut(Ladder ladder, Readout readout, Precision precision) =>
        Create(ladder, () => new PlanRequest(ladder.ToCircuit(), readout, [], VariantChoice.Auto, ladder.Qubits, Granularity.Exact, precision));

    /// <inheritdoc cref="Uncut(Ladder, Readout, Precision)"/>
    /// <param name="profile">Devices that hold all of it, to whose class it is bound.</param>
    public static LadderPlan Uncut(Ladder ladder, Readout readout, Precision precision, DeviceProfile profile) =>
        Create(ladder, () => new PlanRequest(ladder.ToCircuit(), readout, [], VariantChoice.Auto, profile.Qubits, Granularity.Exact, precision, [profile.Class]));

    private static LadderPlan Create(Ladder ladder, Func<PlanRequest> request)
    {
        try
        {
            return new(ladder, CutPlan.Create(request()));
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
