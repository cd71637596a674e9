using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Devices.Fleets;

/// <summary>One run of a plan, without its numbers: all that its cost depends on.</summary>
public sealed record Pass
{
    private Pass(int samples, bool isBackward)
    {
        if (samples < 1) throw new ArgumentException($"A pass is to have {samples} samples; give at least 1.", nameof(samples));
        (Samples, IsBackward) = (samples, isBackward);
    }

    public int Samples { get; }

    /// <summary>Gives gradients, not outputs.</summary>
    public bool IsBackward { get; }

    /// <summary>Null for exact probabilities or gradients.</summary>
    public ShotPlan? Shots { get; private init; }

    public ShiftPlan? Shift { get; private init; }

    /// <summary>Only devices without noise answer it.</summary>
    public bool IsAdjoint => IsBackward && Shift is null;

    public static Pass Exact(int samples) => new(samples, isBackward: false);

    public static Pass Sampled(int samples, ShotPlan shots) => new(samples, isBackward: false) { Shots = shots };

    public static Pass Adjoint(int samples) => new(samples, isBackward: true);

    public static Pass Shifted(int samples, ShiftPlan shift) => new(samples, isBackward: true) { Shift = shift };

    /// <summary>The jobs that would be sent, their angles and cotangents zero.</summary>
    public RunJobs Jobs(CutPlan plan)
    {
        var circuit = plan.Request.Circuit;
        var batch = new Batch(new double[circuit.WeightCount], new double[Samples * circuit.InputCount], Samples);
        int tables = Shift?.ShotsPerVariant is null ? 1 : ShiftCotangents.Tables; // after a forward pass with shots
        FragmentTensors? cotangents = IsBackward
            ? new FragmentTensors([.. plan.Fragments.Select(f => new double[tables * f.Program.Variants.Length * f.Program.OutcomeCount * Samples])], Samples)
            : null;
        return new(plan, batch, cotangents, default, Shots, Shift);
    }
}
