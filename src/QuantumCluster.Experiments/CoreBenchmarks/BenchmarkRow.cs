namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>One measured number.</summary>
/// <param name="What">Its name: "cut.forward", "core.flopShare", ….</param>
/// <param name="Kernel">A kernel of the table in one layer, or "cry2": two layers of cry.</param>
/// <param name="Precision">"double" or "float".</param>
/// <param name="Batch">Samples per step.</param>
public sealed record BenchmarkRow(string What, string Kernel, string Precision, int Batch, double Value, string Unit);
