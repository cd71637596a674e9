namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">Its name: "cut.forward", "core.flopShare", ….</param>
/// <param name="Kernel">A kernel of the table in one layer, or "cry2": two layers of cry; "none" where there is no circuit.</param>
/// <param name="Precision">"double" or "float".</param>
/// <param name="Batch">Samples per step.</param>
public sealed record BenchmarkRow(string What, string Kernel, string Precision, int Batch, double Value, string Unit)
{
    /// <summary>Height and width of the images, in pixels; null where there are none.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Where the middle half of the laps lies; null where that was not looked at.</summary>
    public Spread? Spread { get; init; }

    /// <summary>What it set out to reach; null where nothing was set.</summary>
    public Goal? Goal { get; init; }
}
