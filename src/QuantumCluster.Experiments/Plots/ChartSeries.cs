using System.Collections.Immutable;

namespace QuantumCluster.Experiments.Plots;

public enum SeriesStyle
{
    /// <summary>Markers with error bars, joined by lines.</summary>
    Measured,
    /// <summary>A line without markers: a distribution, or something with a point everywhere.</summary>
    Line,
    /// <summary>What theory or an ideal says.</summary>
    Reference,
    /// <summary>Markers alone.</summary>
    Points,
}

/// <param name="Low">Lower end of the error bar; equal to <paramref name="Y"/> where there is none.</param>
/// <param name="High">Upper end.</param>
public readonly record struct ChartPoint(double X, double Y, double Low, double High)
{
    public ChartPoint(double x, double y) : this(x, y, y, y) { }

    /// <param name="error">Half the bar's length, not negative.</param>
    public ChartPoint(double x, double y, double error) : this(x, y, y - error, y + error) { }
}

/// <param name="Name">As the legend has it.</param>
public sealed record ChartSeries(string Name, ImmutableArray<ChartPoint> Points, SeriesStyle Style = SeriesStyle.Measured)
{
    /// <summary>Place in the palette; null: the series' place in its chart. Series that belong together share one.</summary>
    public int? Color { get; init; }
}
