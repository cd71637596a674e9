namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// How a run is divided into jobs. Changes the number of messages, never the bits of the result.
/// </summary>
/// <param name="VariantsPerJob">Variants of one fragment per job, at least 1; more than there are means all. Backward jobs always hold all.</param>
/// <param name="SamplesPerJob">Samples per job, at least 1.</param>
public readonly record struct Granularity(int VariantsPerJob, int SamplesPerJob)
{
    /// <summary>All variants and 64 samples a job: for exact evaluation, where a message costs more than its arithmetic.</summary>
    public static Granularity Exact { get; } = new(int.MaxValue, 64);

    /// <summary>One variant and 16 samples a job: for shots or emulated device time, where many devices are to be kept busy.</summary>
    public static Granularity Spread { get; } = new(1, 16);

    /// <summary>
    /// Most samples of a job that shifts parameters, whatever the granularity: with a hundred shifted circuits it is as much work as any job
    /// of <see cref="Exact"/>, and eight samples fill the widest vectors.
    /// </summary>
    public const int ShiftedSamplesPerJob = 8;

    /// <summary>Numbers that one message may carry beside its envelope: 64 KB less room for keys and weights, as doubles.</summary>
    public const int NumbersPerMessage = 7680;
}
