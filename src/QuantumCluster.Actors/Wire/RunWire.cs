using System.Collections.Immutable;
using System.Runtime.Serialization;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Wire;

/// <summary>Runs and their results ↔ their wire forms.</summary>
internal static class RunWire
{
    public static V1.SubmitRun ToWire(CoordinatorProtocol.SubmitRun m)
    {
        var wire = new V1.SubmitRun
        {
            Run = m.Run.ToWire(),
            Plan = Packed.Hash(m.Plan),
            Samples = m.Batch.Samples,
            Weights = Packed.Doubles(m.Batch.Weights),
            Inputs = Packed.Doubles(m.Batch.Inputs),
            Verify = m.Verify,
            Step = m.Batch.Step,
            AllowSubstitution = m.AllowSubstitution,
        };
        if (m.Cotangents is not null) wire.Cotangents = ToWire(m.Cotangents);
        if (m.TraceParent is not null) wire.TraceParent = m.TraceParent;
        if (m.Shots is { } shots) wire.Shots = ShotsWire.ToWire(shots.Shots, shots.Seed);
        if (m.Shift is { } shift) wire.Shift = new V1.Shift { Shots = shift.ShotsPerVariant is { } count ? new V1.Shots { Count = count, Seed = shift.Seed.Value } : null };
        return wire;
    }

    public static CoordinatorProtocol.SubmitRun FromWire(V1.SubmitRun m)
    {
        Batch batch;
        ShotPlan? shots;
        ShiftPlan? shift;
        try
        {
            batch = new Batch(Packed.Doubles(m.Weights, "weights"), Packed.Doubles(m.Inputs, "inputs"), m.Samples, m.Step);
            shots = m.Shots is null ? null : new ShotPlan(ShotsWire.FromWire(m.Shots), new Seed(m.Shots.Seed));
            shift = m.Shift is null ? null : m.Shift.Shots is { } drawn ? new ShiftPlan(drawn.Count, new Seed(drawn.Seed)) : ShiftPlan.Exact;
        }
        catch (ArgumentException e)
        {
            throw new SerializationException($"A submitted run is not legal: {e.Message}", e);
        }

        if (!(m.Verify is >= 0 and <= 1)) throw new SerializationException($"A submitted run asks for {m.Verify} of its jobs to be verified; a share is from 0 to 1.");
        return new(m.Run.FromWire(), Packed.Hash(m.Plan, "plan"), batch, m.Cotangents is null ? null : FromWire(m.Cotangents, m.Samples)) { Verify = m.Verify, Shots = shots, Shift = shift, AllowSubstitution = m.AllowSubstitution, TraceParent = m.HasTraceParent ? m.TraceParent : null };
    }

    public static V1.ForwardCompleted ToWire(ClientProtocol.ForwardCompleted m) => new()
    {
        Run = m.Run.ToWire(),
        Samples = m.Result.Measured.Samples,
        Outputs = Packed.Doubles(m.Result.Outputs),
        Measured = ToWire(m.Result.Measured),
        Substituted = { m.Result.Substituted.Select(ToWire) },
    };

    public static ClientProtocol.ForwardCompleted FromWire(V1.ForwardCompleted m) =>
        new(m.Run.FromWire(), new ForwardResult(PerSample(Packed.Doubles(m.Outputs, "outputs"), m.Samples), FromWire(m.Measured, m.Samples)) { Substituted = FromWire(m.Substituted) });

    public static V1.BackwardCompleted ToWire(ClientProtocol.BackwardCompleted m) =>
        new() { Run = m.Run.ToWire(), Inputs = Packed.Doubles(m.Gradients.Inputs), Weights = Packed.Doubles(m.Gradients.Weights), Variances = m.Gradients.Variances?.ToWire(), Substituted = { m.Gradients.Substituted.Select(ToWire) } };

    public static ClientProtocol.BackwardCompleted FromWire(V1.BackwardCompleted m) =>
        new(m.Run.FromWire(), new LayerGradients(Packed.Doubles(m.Inputs, "inputs"), Packed.Doubles(m.Weights, "weights")) { Variances = m.Variances.FromWire(), Substituted = FromWire(m.Substituted) });

    private static V1.Substituted ToWire(SubstitutedJobs jobs) => new() { Fragment = jobs.Fragment, By = jobs.By.ToWire(), Jobs = jobs.Jobs };

    private static ImmutableArray<SubstitutedJobs> FromWire(IEnumerable<V1.Substituted> jobs) =>
        [.. jobs.Select(j => new SubstitutedJobs(j.Fragment, (j.By ?? throw new SerializationException("Jobs were substituted by no class.")).FromWire(), j.Jobs))];

    private static V1.Tensors ToWire(FragmentTensors tensors)
    {
        var wire = new V1.Tensors();
        foreach (double[] fragment in tensors.Fragments) wire.Fragments.Add(Packed.Doubles(fragment));
        return wire;
    }

    private static FragmentTensors FromWire(V1.Tensors? tensors, int samples) => tensors is null
        ? throw new SerializationException("The message has no tensors.")
        : new([.. tensors.Fragments.Select(f => PerSample(Packed.Doubles(f, "fragments"), samples)).ToImmutableArray()], samples);

    private static double[] PerSample(double[] numbers, int samples) => samples >= 1 && numbers.Length % samples == 0
        ? numbers
        : throw new SerializationException($"{numbers.Length} numbers do not divide into {samples} samples.");
}
