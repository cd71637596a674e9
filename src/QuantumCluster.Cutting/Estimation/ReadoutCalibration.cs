using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>Which errors of readings are told apart.</summary>
public enum ConfusionKind
{
    /// <summary>Each qubit reads wrong independently of the others: two prepared states.</summary>
    PerQubit,
    /// <summary>Any reading for any state: all 2^n states of the measured qubits.</summary>
    Full,
}

/// <summary>
/// Calibration as on hardware: basis states are prepared and measured, by ordinary runs on the devices that are to be corrected. A state is a
/// sample: its bits are inputs of 0 or π to an RY on each measured qubit. What goes wrong in preparing is counted as
/// readout error too. Qubits are calibrated where the fragment has them at its start: a device that must exchange qubits on the way reads some of them elsewhere.
/// </summary>
public static class ReadoutCalibration
{
    /// <summary>Most measured qubits of a fragment for <see cref="ConfusionKind.Full"/>.</summary>
    public const int FullQubitLimit = 8;

    /// <param name="shots">For each prepared state; at least 1, at most the devices' limit.</param>
    /// <param name="seed">Chance; fragments draw from seeds of their own that follow from it.</param>
    /// <param name="step">As <see cref="Batch.Step"/>: drifting devices are calibrated as they are at this step.</param>
    /// <exception cref="ArgumentException">A fragment measures too many qubits, or its readings say next to nothing.</exception>
    /// <exception cref="ExecutionFailedException">As <see cref="IFragmentExecutor.SampleAsync"/>.</exception>
    public static async Task<ReadoutMitigation> MeasureAsync(IFragmentExecutor executor, CutPlan plan, ConfusionKind kind, int shots, Seed seed, long step = 0,
        CancellationToken cancellation = default)
    {
        var confusions = new FragmentConfusion[plan.Fragments.Length];
        for (int f = 0; f < confusions.Length; f++)
            confusions[f] = await MeasureAsync(executor, plan, f, kind, new ShotPlan(shots, seed.For((ulong)f)), step, cancellation).ConfigureAwait(false);
        return new(plan, [.. confusions]);
    }

    /// <summary>States that are prepared for a plan: with the shots of each, what a calibration costs.</summary>
    public static int StateCount(CutPlan plan, ConfusionKind kind) =>
        plan.Fragments.Sum(f => f.Program.MeasuredQubits.IsEmpty ? 0 : kind == ConfusionKind.Full ? f.Program.OutcomeCount : 2);

    private static async Task<FragmentConfusion> MeasureAsync(IFragmentExecutor executor, CutPlan plan, int fragment, ConfusionKind kind, ShotPlan shots, long step, CancellationToken cancellation)
    {
        var program = plan.Fragments[fragment].Program;
        int bits = program.MeasuredQubits.Length, outcomes = program.OutcomeCount;
        if (bits == 0) return FragmentConfusion.Known();
        if (kind == ConfusionKind.Full && bits > FullQubitLimit)
            throw new ArgumentException($"Fragment {fragment} measures {bits} qubits, and a full calibration prepares all states of at most {FullQubitLimit}; calibrate qubit by qubit.");
        int[] states = kind == ConfusionKind.Full ? [.. Enumerable.Range(0, outcomes)] : [0, outcomes - 1];
        Circuit circuit = Circuit.Create(program.Circuit.QubitCount, 0, bits, program.MeasuredQubits.Select((qubit, i) => Operation.On(Gate.RY, qubit, Angle.Input(i))));
        var preparing = CutPlan.Create(new PlanRequest(circuit, new Readout.Marginal(program.MeasuredQubits), [], VariantChoice.Minimal, plan.Request.DeviceQubits, plan.Request.Granularity, plan.Request.Precision,
            plan.Fragments[fragment].Class is { } devices ? [devices] : [])); // what other devices misread says nothing about these
        double[] inputs = [.. states.SelectMany(state => Enumerable.Range(0, bits).Select(i => ((state >> (bits - 1 - i)) & 1) * Math.PI))];
        double[] read = (await executor.SampleAsync(preparing, new Batch([], inputs, states.Length, step), shots, cancellation).ConfigureAwait(false)).Outputs;
        double[][] rows = [.. states.Select((_, s) => read[(s * outcomes)..((s + 1) * outcomes)])];
        int each = shots.ShotsPerVariant!.Value;
        return kind == ConfusionKind.Full ? FragmentConfusion.Full(bits, rows, each) : FragmentConfusion.PerQubit(bits, rows[0], rows[1], each);
    }
}
