using System.Runtime.Serialization;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Wire;

/// <summary>Outcomes under a lease ↔ their wire form.</summary>
internal static class OutcomeWire
{
    public static V1.Outcome ToWire(LeasedOutcome leased)
    {
        var wire = new V1.Outcome { Lease = leased.Lease.Value, Key = leased.Outcome.Key.ToWire() };
        switch (leased.Outcome)
        {
            case JobOutcome.Evaluated evaluated:
                wire.Probabilities = Packed.Doubles(evaluated.Probabilities);
                break;
            case JobOutcome.Counted counted:
                wire.Counts = Packed.Integers(counted.Counts);
                break;
            case JobOutcome.Differentiated differentiated:
                wire.Gradients = new V1.Gradients { Inputs = Packed.Doubles(differentiated.InputGradients), Weights = Packed.Doubles(differentiated.WeightPartials) };
                if (differentiated.Variances is { } variances) wire.Gradients.Variances = variances.ToWire();
                break;
            case JobOutcome.Refused refused:
                wire.Refused = refused.Reason;
                break;
            case JobOutcome.Faulted faulted:
                wire.Faulted = faulted.Reason;
                break;
            default:
                throw new SerializationException($"{leased.Outcome.GetType().Name} has no form on the wire.");
        }

        return wire;
    }

    public static V1.Variances ToWire(this GradientVariances variances) => new() { Inputs = Packed.Doubles(variances.Inputs), Weights = Packed.Doubles(variances.Weights) };

    /// <returns>Null where the message has none.</returns>
    public static GradientVariances? FromWire(this V1.Variances? variances) => variances is null ? null
        : new(Packed.Doubles(variances.Inputs, "inputs"), Packed.Doubles(variances.Weights, "weights"));

    public static LeasedOutcome FromWire(V1.Outcome wire)
    {
        JobKey key = wire.Key.FromWire();
        return new(new LeaseId(wire.Lease), wire.ResultCase switch
        {
            V1.Outcome.ResultOneofCase.Probabilities => new JobOutcome.Evaluated(key,
                JobWire.Divisible(Packed.Doubles(wire.Probabilities, "probabilities"), (long)key.SampleCount * key.VariantCount, "probabilities", key)),
            V1.Outcome.ResultOneofCase.Counts => new JobOutcome.Counted(key,
                JobWire.Divisible(Packed.Integers(wire.Counts, "counts"), (long)key.SampleCount * key.VariantCount, "counts", key)),
            V1.Outcome.ResultOneofCase.Gradients => new JobOutcome.Differentiated(key,
                JobWire.Divisible(Packed.Doubles(wire.Gradients.Inputs, "inputs"), key.SampleCount, "input gradients", key), Packed.Doubles(wire.Gradients.Weights, "weights"))
            {
                Variances = wire.Gradients.Variances.FromWire(),
            },
            V1.Outcome.ResultOneofCase.Refused => new JobOutcome.Refused(key, wire.Refused),
            V1.Outcome.ResultOneofCase.Faulted => new JobOutcome.Faulted(key, wire.Faulted),
            _ => throw new SerializationException($"The outcome of {key} has no result."),
        });
    }
}
