using System.Collections.Immutable;
using System.Runtime.Serialization;
using Google.Protobuf;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Wire;

/// <summary>Granted jobs ↔ groups that say once what jobs of one fragment in one run share.</summary>
internal static class JobWire
{
    public static IEnumerable<V1.JobGroup> ToGroups(ImmutableArray<LeasedJob> jobs)
    {
        V1.JobGroup? group = null;
        FragmentJob? last = null;
        foreach (LeasedJob leased in jobs)
        {
            FragmentJob job = leased.Job;
            if (group is null || last!.Key.Run != job.Key.Run || last.Key.Fragment != job.Key.Fragment || last.Step != job.Step || !ReferenceEquals(last.Weights, job.Weights))
            {
                if (group is not null) yield return group;
                group = new V1.JobGroup { Run = job.Key.Run.ToWire(), Fragment = job.Key.Fragment, Program = Packed.Hash(job.Program), Weights = Packed.Doubles(job.Weights), Step = job.Step };
            }

            group.Jobs.Add(ToWire(leased));
            last = job;
        }

        if (group is not null) yield return group;
    }

    public static ImmutableArray<LeasedJob> FromGroups(IEnumerable<V1.JobGroup> groups)
    {
        var jobs = ImmutableArray.CreateBuilder<LeasedJob>();
        foreach (V1.JobGroup group in groups)
        {
            RunId run = group.Run.FromWire();
            ProgramHash program = Packed.Hash(group.Program, "program");
            double[] weights = Packed.Doubles(group.Weights, "weights");
            if (group.Step < 0) throw new SerializationException($"Jobs of {run} are of step {group.Step}; steps count from 0.");
            foreach (V1.PackedJob packed in group.Jobs) jobs.Add(FromWire(packed, run, group.Fragment, program, weights, group.Step));
        }

        return jobs.ToImmutable();
    }

    private static V1.PackedJob ToWire(LeasedJob leased)
    {
        FragmentJob job = leased.Job;
        var packed = new V1.PackedJob
        {
            Lease = leased.Lease.Value,
            Attempt = leased.Attempt,
            FirstVariant = job.Key.FirstVariant,
            VariantCount = job.Key.VariantCount,
            FirstSample = job.Key.FirstSample,
            SampleCount = job.Key.SampleCount,
            Inputs = Packed.Doubles(job.Inputs),
        };
        switch (job.Ask)
        {
            case JobAsk.Probabilities:
                break;
            case JobAsk.VectorJacobianProduct product:
                packed.Cotangents = Packed.Doubles(product.Cotangents);
                break;
            case JobAsk.Counts counts:
                packed.Shots = ShotsWire.ToWire([counts.Shots], counts.Seed);
                break;
            case JobAsk.ShiftProduct shift:
                packed.Shift = new V1.Shift { Cotangents = Packed.Doubles(shift.Cotangents) };
                if (shift.Shots is { } count) packed.Shift.Shots = new V1.Shots { Count = count, Seed = shift.Seed.Value };
                break;
            default:
                throw new SerializationException($"{job.Ask.GetType().Name} has no form on the wire.");
        }

        return packed;
    }

    private static LeasedJob FromWire(V1.PackedJob packed, RunId run, int fragment, ProgramHash program, double[] weights, long step)
    {
        JobKey key = Identities.Checked(new(run, fragment, packed.FirstVariant, packed.VariantCount, packed.FirstSample, packed.SampleCount));
        double[] inputs = Divisible(Packed.Doubles(packed.Inputs, "inputs"), key.SampleCount, "inputs", key);
        JobAsk ask = packed.AskCase switch
        {
            V1.PackedJob.AskOneofCase.Cotangents => new JobAsk.VectorJacobianProduct(Cotangents(packed.Cotangents, key)),
            V1.PackedJob.AskOneofCase.Shift => new JobAsk.ShiftProduct(Cotangents(packed.Shift.Cotangents, key), packed.Shift.Shots?.Count, new Seed(packed.Shift.Shots?.Seed ?? 0)),
            V1.PackedJob.AskOneofCase.Shots => new JobAsk.Counts(ShotsWire.OfJob(packed.Shots, key), new Seed(packed.Shots.Seed)),
            _ => new JobAsk.Probabilities(),
        };
        return new(new LeaseId(packed.Lease), packed.Attempt, new FragmentJob(key, program, weights, inputs, ask) { Step = step });
    }

    private static double[] Cotangents(ByteString bytes, JobKey key) =>
        Divisible(Packed.Doubles(bytes, "cotangents"), (long)key.SampleCount * key.VariantCount, "cotangents", key);

    public static T[] Divisible<T>(T[] numbers, long by, string what, JobKey key) => numbers.Length % by == 0
        ? numbers
        : throw new SerializationException($"The {numbers.Length} {what} of {key} do not divide by {by}.");
}
