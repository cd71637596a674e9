using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Reports;

/// <param name="Name">Dotted, for <c>config.json</c>.</param>
/// <param name="Meaning">With its unit; empty where the name says it.</param>
public sealed record Setting(string Name, object Value, string Meaning);

/// <param name="Name">Of its files.</param>
/// <param name="Caption">What is to be seen, and what the error bars are.</param>
public sealed record Figure(string Name, string Caption, LineChart Chart);

/// <param name="Name">Of its file.</param>
public sealed record NamedPlan(string Name, FaultPlan Plan);

/// <summary>What came out of an experiment: everything that goes into its folder.</summary>
public sealed record Report
{
    public required string Name { get; init; }

    /// <summary>What it was to find out, one sentence.</summary>
    public required string Question { get; init; }

    /// <summary>Everything that the numbers depend on.</summary>
    public required ImmutableArray<Setting> Configuration { get; init; }

    /// <summary>Sentences, computed from the data.</summary>
    public required ImmutableArray<string> Findings { get; init; }

    /// <summary>How it was done, and what it can not say.</summary>
    public required ImmutableArray<string> Method { get; init; }

    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>The summaries, shown on the page, and the raw data, which are only in files.</summary>
    public required ImmutableArray<DataTable> Summaries { get; init; }

    /// <inheritdoc cref="Summaries"/>
    public ImmutableArray<DataTable> RawData { get; init; } = [];

    public ImmutableArray<NamedPlan> Plans { get; init; } = [];

    /// <summary>Plans beyond these are only in files.</summary>
    public int PlansShown { get; init; } = 1;
}
