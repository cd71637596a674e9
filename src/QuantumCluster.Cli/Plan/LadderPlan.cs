using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Plan;

/// <summary>A ladder with the plan to run it: what <c>plan</c> shows and <c>layer</c> evaluates.</summary>
internal sealed record LadderPlan(Ladder Ladder, CutPlan Plan)
{
    /// <summary>The paper's circuit, and all that can be cut for now: 8 qubits, one layer.</summary>
    public const int Qubits = 8;

    /// <inheritdoc cref="Qubits"/>
    public const int Layers = 1;

    /// <exception cref="BadInputException">The readout does not fit the ladder.</exception>
    public static LadderPlan Cut(Kernel kernel, Readout readout, VariantChoice variants)
    {
        var ladder = new Ladder(Qubits, Layers, kernel);
        return Create(ladder, new PlanRequest(ladder.ToCircuit(), readout, LadderCuts.Middle(ladder), variants, DeviceProfile.FiveQubit.Qubits, Granularity.Exact));
    }

    /// <summary>The whole circuit as one fragment, for a simulator that is wide enough.</summary>
    /// <exception cref="BadInputException">The readout does not fit the ladder.</exception>
    public static LadderPlan Uncut(Kernel kernel, Readout readout)
    {
        var ladder = new Ladder(Qubits, Layers, kernel);
        return Create(ladder, new PlanRequest(ladder.ToCircuit(), readout, [], VariantChoice.Auto, Qubits, Granularity.Exact));
    }

    private static LadderPlan Create(Ladder ladder, PlanRequest request)
    {
        try
        {
            return new(ladder, CutPlan.Create(request));
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"The readout cannot be used: {e.Message}", e);
        }
    }
}
