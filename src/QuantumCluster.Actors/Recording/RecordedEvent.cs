using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using Google.Protobuf;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Recording;

/// <summary>Events of a ledger ↔ their recorded form, which has digests in the place of numbers.</summary>
internal static class RecordedEvent
{
    /// <param name="numberless">Puts digests in the place of an outcome's numbers; see <see cref="NumberlessOutcome"/>.</param>
    public static Wire.V1.RecordedStep Write(LedgerEvent happened, Func<JobOutcome, JobOutcome> numberless) => happened switch
    {
        LedgerEvent.RunAdmitted e => new() { RunAdmitted = new() { Run = e.Run.ToWire(), Verify = e.Verify, Jobs = { e.Jobs.Select(ToRecord) }, Shares = { e.Shares.Select(ToRecord) } } },
        LedgerEvent.RunCancelled e => new() { RunCancelled = e.Run.ToWire() },
        LedgerEvent.WorkerRegistered e => new() { WorkerRegistered = new() { Worker = e.Worker.ToWire(), Devices = e.Devices, Granted = e.Granted, CreditLimit = e.CreditLimit, Class = e.Class.ToWire() } },
        LedgerEvent.CreditsOffered e => new() { CreditsOffered = new() { Worker = e.Worker.ToWire(), CreditLimit = e.CreditLimit } },
        LedgerEvent.OutcomesArrived e => new()
        {
            OutcomesArrived = new()
            {
                Worker = e.Worker.ToWire(), CreditLimit = e.CreditLimit, Outcomes = { e.Outcomes.Select(o => ToRecord(o, numberless)) },
                Invalid = { e.Invalid.Select(i => new Wire.V1.RecordedInvalid { Lease = i.Lease.Value, Key = i.Key.ToWire(), Reason = i.Reason }) },
            },
        },
        LedgerEvent.WorkerDraining e => new() { WorkerDraining = e.Worker.ToWire() },
        LedgerEvent.WorkerLost e => new() { WorkerLost = new() { Worker = e.Worker.ToWire(), Reason = e.Reason } },
        LedgerEvent.TimePassed => new() { TimePassed = new() },
        _ => throw new SerializationException($"{happened.GetType().Name} has no recorded form."),
    };

    /// <exception cref="SerializationException">The record names no event, or one that cannot be.</exception>
    public static LedgerEvent Read(Wire.V1.RecordedStep step) => step.HappenedCase switch
    {
        Wire.V1.RecordedStep.HappenedOneofCase.RunAdmitted => Admitted(step.RunAdmitted),
        Wire.V1.RecordedStep.HappenedOneofCase.RunCancelled => new LedgerEvent.RunCancelled(step.RunCancelled.FromWire()),
        Wire.V1.RecordedStep.HappenedOneofCase.WorkerRegistered => Registered(step.WorkerRegistered),
        Wire.V1.RecordedStep.HappenedOneofCase.CreditsOffered => new LedgerEvent.CreditsOffered(step.CreditsOffered.Worker.FromWire(), step.CreditsOffered.CreditLimit),
        Wire.V1.RecordedStep.HappenedOneofCase.OutcomesArrived => new LedgerEvent.OutcomesArrived(step.OutcomesArrived.Worker.FromWire(),
            [.. step.OutcomesArrived.Outcomes.Select(FromRecord)], step.OutcomesArrived.CreditLimit)
        {
            Invalid = [.. step.OutcomesArrived.Invalid.Select(i => new InvalidOutcome(new LeaseId(i.Lease), i.Key.FromWire(), i.Reason))],
        },
        Wire.V1.RecordedStep.HappenedOneofCase.WorkerDraining => new LedgerEvent.WorkerDraining(step.WorkerDraining.FromWire()),
        Wire.V1.RecordedStep.HappenedOneofCase.WorkerLost => new LedgerEvent.WorkerLost(step.WorkerLost.Worker.FromWire(), step.WorkerLost.Reason),
        Wire.V1.RecordedStep.HappenedOneofCase.TimePassed => new LedgerEvent.TimePassed(),
        _ => throw new SerializationException("A step of the recording names no event."),
    };

    private static LedgerEvent.RunAdmitted Admitted(Wire.V1.RecordedRun recorded)
    {
        RunId run = recorded.Run.FromWire();
        ImmutableArray<FragmentJob> jobs =
        [
            .. recorded.Jobs.Select(j => new FragmentJob(Identities.Checked(new(run, j.Fragment, j.FirstVariant, j.VariantCount, j.FirstSample, j.SampleCount)), default, [], [], j.AskCase switch
            {
                Wire.V1.RecordedJob.AskOneofCase.Cotangents => new JobAsk.VectorJacobianProduct([]),
                Wire.V1.RecordedJob.AskOneofCase.Shift => new JobAsk.ShiftProduct([], j.Shift.HasShots ? j.Shift.Shots : null, new Seed(0)),
                Wire.V1.RecordedJob.AskOneofCase.Shots => new JobAsk.Counts(j.Shots, new Seed(0)),
                _ => new JobAsk.Probabilities(),
            })),
        ];
        return jobs.Select(j => j.Key).Distinct().Count() == jobs.Length ? new(run, jobs, recorded.Verify) { Shares = Shares(recorded, jobs.Length) } : throw new SerializationException($"Run {run} has a job twice.");
    }

    private static ImmutableArray<JobShare> Shares(Wire.V1.RecordedRun recorded, int jobs)
    {
        ImmutableArray<JobShare> shares = [.. recorded.Shares.Select(s => new JobShare(s.Jobs, new Demand(s.Class?.FromWire(), s.Qubits, s.MaySubstitute)))];
        return shares.All(s => s.Jobs >= 0) && (shares.IsEmpty || shares.Sum(s => (long)s.Jobs) == jobs)
            ? shares
            : throw new SerializationException($"The shares of run {recorded.Run.FromWire()} are not of its {jobs} jobs.");
    }

    private static Wire.V1.RecordedShare ToRecord(JobShare share)
    {
        var record = new Wire.V1.RecordedShare { Jobs = share.Jobs, Qubits = share.Demand.Qubits, MaySubstitute = share.Demand.MaySubstitute };
        if (share.Demand.Class is { } devices) record.Class = devices.ToWire();
        return record;
    }

    /// <summary>Recordings of earlier releases name no class: there was one only.</summary>
    private static LedgerEvent.WorkerRegistered Registered(Wire.V1.RecordedWorker recorded)
    {
        var registered = new LedgerEvent.WorkerRegistered(recorded.Worker.FromWire(), recorded.Devices, recorded.Granted, recorded.CreditLimit);
        return recorded.Class is null ? registered : registered with { Class = recorded.Class.FromWire() };
    }

    private static Wire.V1.RecordedJob ToRecord(FragmentJob job)
    {
        JobKey key = job.Key;
        var record = new Wire.V1.RecordedJob
        {
            Fragment = key.Fragment, FirstVariant = key.FirstVariant, VariantCount = key.VariantCount, FirstSample = key.FirstSample, SampleCount = key.SampleCount,
        };
        if (job.Ask is JobAsk.VectorJacobianProduct product) record.Cotangents = product.Cotangents.Length;
        if (job.Ask is JobAsk.ShiftProduct shift)
        {
            record.Shift = new Wire.V1.RecordedShift { Cotangents = shift.Cotangents.Length };
            if (shift.Shots is { } shots) record.Shift.Shots = shots;
        }

        if (job.Ask is JobAsk.Counts counts) record.Shots = counts.Shots.Most;
        return record;
    }

    private static Wire.V1.RecordedOutcome ToRecord(LeasedOutcome leased, Func<JobOutcome, JobOutcome> numberless)
    {
        var record = new Wire.V1.RecordedOutcome { Lease = leased.Lease.Value, Key = leased.Outcome.Key.ToWire() };
        switch (numberless(leased.Outcome))
        {
            case JobOutcome.Evaluated e: record.Probabilities = ByteString.CopyFrom(NumberlessOutcome.Bytes(e.Probabilities)); break;
            case JobOutcome.Differentiated d: record.Gradients = ByteString.CopyFrom(NumberlessOutcome.Bytes(d.InputGradients)); break;
            case JobOutcome.Counted c: record.Counts = ByteString.CopyFrom(MemoryMarshal.AsBytes<int>(c.Counts)); break;
            case JobOutcome.Refused r: record.Refused = r.Reason; break;
            case JobOutcome.Faulted f: record.Faulted = f.Reason; break;
        }

        return record;
    }

    private static LeasedOutcome FromRecord(Wire.V1.RecordedOutcome record)
    {
        JobKey key = record.Key.FromWire();
        return new(new LeaseId(record.Lease), record.ResultCase switch
        {
            Wire.V1.RecordedOutcome.ResultOneofCase.Probabilities => new JobOutcome.Evaluated(key, NumberlessOutcome.Numbers(Digest(record.Probabilities))),
            Wire.V1.RecordedOutcome.ResultOneofCase.Gradients => new JobOutcome.Differentiated(key, NumberlessOutcome.Numbers(Digest(record.Gradients)), []),
            Wire.V1.RecordedOutcome.ResultOneofCase.Counts => new JobOutcome.Counted(key, [.. MemoryMarshal.Cast<byte, int>(Digest(record.Counts))]),
            Wire.V1.RecordedOutcome.ResultOneofCase.Refused => new JobOutcome.Refused(key, record.Refused),
            Wire.V1.RecordedOutcome.ResultOneofCase.Faulted => new JobOutcome.Faulted(key, record.Faulted),
            _ => throw new SerializationException($"The outcome of {key} has no result."),
        });
    }

    private static ReadOnlySpan<byte> Digest(ByteString bytes) => bytes.Length == NumberlessOutcome.DigestBytes
        ? bytes.Span
        : throw new SerializationException($"A digest of numbers has {bytes.Length} bytes instead of {NumberlessOutcome.DigestBytes}.");
}
