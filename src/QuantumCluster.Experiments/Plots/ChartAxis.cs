using System.Collections.Immutable;

namespace QuantumCluster.Experiments.Plots;

public enum AxisScale
{
    Linear,
    /// <summary>Values must be positive; others are left out.</summary>
    Logarithmic,
}

/// <param name="Label">What is measured, and its unit in brackets: "step time [ms]".</param>
public sealed record ChartAxis(string Label, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>Where ticks stand; empty: wherever it suits.</summary>
    public ImmutableArray<double> Ticks { get; init; } = [];

    /// <summary>Names in place of the numbers at <see cref="Ticks"/>; empty: the numbers.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>An end of the axis that is to be seen; null: where the data end.</summary>
    public double? Least { get; init; }

    /// <inheritdoc cref="Least"/>
    public double? Most { get; init; }

    /// <summary>Where a value lies on the drawing; not a number where it has no place.</summary>
    internal double Place(double value) => Scale == AxisScale.Linear ? value : value > 0 ? Math.Log10(value) : double.NaN;
}
