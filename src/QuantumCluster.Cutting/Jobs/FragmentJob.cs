using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>What a job asks of a device.</summary>
public abstract record JobAsk
{
    private JobAsk() { }

    /// <summary>The exact outcome probabilities of every variant. Simulators only.</summary>
    public sealed record Probabilities : JobAsk;

    /// <summary>
    /// The vector-Jacobian product of the exact probabilities, for all variants of the program. Simulators only.
    /// </summary>
    /// <param name="Cotangents">[variant, outcome, sample], samples innermost.</param>
    public sealed record VectorJacobianProduct(double[] Cotangents) : JobAsk;

    /// <summary>
    /// How often each outcome came up when every variant was run as often as <paramref name="Shots"/> says on every sample: what hardware can answer.
    /// </summary>
    /// <param name="Shots">Of the job's variants, or one number for them all; at most the device's limit each.</param>
    /// <param name="Seed">
    /// Chance: every draw is keyed by it, the variant's number in the program and the sample's number in the batch, so counts do not depend
    /// on how a run is divided into jobs. Fragments and steps that are to be independent need seeds of their own.
    /// </param>
    public sealed record Counts(VariantShots Shots, Seed Seed) : JobAsk;

    /// <summary>
    /// The vector-Jacobian product by parameter shift, for all variants of the program: the device runs every variant at every shift of
    /// <see cref="Gradients.ShiftSchedule"/>, weights and inputs alike, and sums coefficient · cotangent · frequency where the counts arise. What
    /// hardware can answer, with shots.
    /// </summary>
    /// <param name="Cotangents">
    /// [variant, outcome, sample], samples innermost; after a sampled forward pass [table, variant, outcome, sample] with <see cref="Gradients.ShiftCotangents.Tables"/>
    /// tables: the cotangents, and how they scatter.
    /// </param>
    /// <param name="Shots">Of every variant at every shift, at least 2, at most the device's limit; null for exact probabilities, on simulators only.</param>
    /// <param name="Seed">As in <see cref="Counts"/>; draws are keyed by the operation's number in the program and the term of its rule besides.</param>
    public sealed record ShiftProduct(double[] Cotangents, int? Shots, Seed Seed) : JobAsk;

    /// <summary>What a backward job pulls back; null where probabilities or counts are asked for.</summary>
    public double[]? CotangentsOrNull => this switch
    {
        VectorJacobianProduct product => product.Cotangents,
        ShiftProduct shift => shift.Cotangents,
        _ => null,
    };
}

/// <summary>A batch of work for one device.</summary>
/// <param name="Key">What it is, and where its outcome belongs.</param>
/// <param name="Program">Which program to run.</param>
/// <param name="Weights">[weights of the program], radians.</param>
/// <param name="Inputs">[inputs of the program, samples of the job], samples innermost, radians.</param>
/// <param name="Ask">What to return.</param>
public sealed record FragmentJob(JobKey Key, ProgramHash Program, double[] Weights, double[] Inputs, JobAsk Ask)
{
    /// <summary>The step of the run, at least 0: a device's drift is a function of it, never of wall time.</summary>
    public long Step { get; init; }

    /// <summary>How many times the device runs a circuit, shots not counted: every variant once on every sample, or once at every shift.</summary>
    /// <param name="program">The program that the job names.</param>
    public long VariantExecutions(FragmentProgram program) => (long)Key.VariantCount * Key.SampleCount * (Ask is JobAsk.ShiftProduct ? program.Shifts.Terms : 1);
}
