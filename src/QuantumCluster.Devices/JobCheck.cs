using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices;

/// <summary>Whether a job makes sense for a program and fits a device. Jobs come over the wire: nothing about them is taken for granted.</summary>
internal static class JobCheck
{
    /// <summary>Most numbers that one job may ask for or bring: 1 GB.</summary>
    public const long NumberLimit = 1L << 27;

    /// <summary>Most samples of a batch: the height of the sample tree.</summary>
    public const long SampleLimit = 1L << 30;

    /// <summary>Why the job cannot run, in a sentence for the user; null when it can.</summary>
    public static string? Objection(DeviceProfile profile, FragmentProgram program, FragmentJob job)
    {
        JobKey key = job.Key;
        int qubits = program.Circuit.QubitCount, variants = program.Variants.Length;
        if (qubits > profile.Qubits)
            return $"The program needs {qubits} qubits; device `{profile.Name}` has {profile.Qubits}; cut another wire or use a wider device.";
        if (job.Program != program.Hash)
            return $"The job names program {job.Program}, but program {program.Hash} was brought with it; send the program that the job names.";
        if (key.VariantCount < 1 || key.FirstVariant < 0 || (long)key.FirstVariant + key.VariantCount > variants)
            return $"The job asks for {key.VariantCount} variants from number {key.FirstVariant}; the program has variants 0 to {variants - 1}.";
        if (key.SampleCount < 1 || key.FirstSample < 0 || (long)key.FirstSample + key.SampleCount > SampleLimit)
            return $"The job asks for {key.SampleCount} samples from number {key.FirstSample}; a job has at least one, of a batch of at most {SampleLimit}.";
        long numbers = (long)key.VariantCount * program.OutcomeCount * key.SampleCount;
        if (numbers > NumberLimit || ((long)program.Circuit.WeightCount + program.Circuit.InputCount) * key.SampleCount > NumberLimit)
            return $"The job would hold more than {NumberLimit} numbers ({key.VariantCount} variants, {program.OutcomeCount} outcomes, {key.SampleCount} samples); divide it into smaller ones.";
        int weights = program.Circuit.WeightCount, inputs = program.Circuit.InputCount;
        if (job.Weights?.Length != weights) return Length("weights", job.Weights, weights, $"{weights} weights");
        if (job.Inputs?.Length != (long)inputs * key.SampleCount) return Length("inputs", job.Inputs, (long)inputs * key.SampleCount, $"{inputs} inputs for each of {key.SampleCount} samples");
        if (job.Step < 0) return $"The job is of step {job.Step}; steps count from 0.";
        return NotFinite("weight", job.Weights)
            ?? NotFinite("input", job.Inputs)
            ?? Ask(profile, program, job, numbers);
    }

    private static string? Cotangents(string what, FragmentProgram program, FragmentJob job, double[]? cotangents, long numbers)
    {
        if (job.Key.FirstVariant != 0 || job.Key.VariantCount != program.Variants.Length)
            return $"{what} takes all {program.Variants.Length} variants of its program; the job names {job.Key.VariantCount} from number {job.Key.FirstVariant}.";
        return cotangents?.Length == numbers
            ? NotFinite("cotangent", cotangents)
            : Length("cotangents", cotangents, numbers, $"{program.OutcomeCount} outcomes of {program.Variants.Length} variants for each of {job.Key.SampleCount} samples");
    }

    private static string? Ask(DeviceProfile profile, FragmentProgram program, FragmentJob job, long numbers)
    {
        switch (job.Ask)
        {
            case JobAsk.Probabilities:
                return null;
            case JobAsk.VectorJacobianProduct when profile.Noise is not null:
                return $"Device `{profile.Name}` has noise and gives no derivatives by adjoint, as hardware does not; use --gradient shift.";
            case JobAsk.VectorJacobianProduct product:
                return Cotangents("A vector-Jacobian product", program, job, product.Cotangents, numbers);
            case JobAsk.ShiftProduct shift:
                bool scatters = shift.Shots is not null && shift.Cotangents?.Length == numbers * ShiftCotangents.Tables;
                return Cotangents("A product by parameter shift", program, job, shift.Cotangents, scatters ? numbers * ShiftCotangents.Tables : numbers)
                    ?? (shift.Shots is null || (shift.Shots >= ShiftPlan.LeastShots && shift.Shots <= profile.ShotLimit)
                        ? null
                        : $"The job asks for {shift.Shots} shots at every shift; device `{profile.Name}` takes {ShiftPlan.LeastShots} to {profile.ShotLimit}; give fewer, and more batches.");
            case JobAsk.Counts counts:
                if (counts.Shots.Variants is { } given && given != job.Key.VariantCount)
                    return $"The job brings shots for {given} variants and names {job.Key.VariantCount}; give one number for each, or one for all.";
                return counts.Shots.Most <= profile.ShotLimit
                    ? null
                    : $"The job asks for {counts.Shots.Most} shots; device `{profile.Name}` takes 1 to {profile.ShotLimit} a job; share more out over several jobs with seeds of their own.";
            default:
                return "The job asks for something that an emulated device does not know; ask for probabilities, counts, or a vector-Jacobian product by adjoint or by shift.";
        }
    }

    private static string Length(string name, double[]? numbers, long expected, string reason) =>
        $"The job brings {numbers?.Length ?? 0} {name}; the program takes {reason}, {expected} numbers.";

    private static string? NotFinite(string name, double[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            if (!double.IsFinite(numbers[i])) return $"The {name} at position {i} is {numbers[i]}; every number of a job must be finite.";
        return null;
    }
}
