using ScottPlot;
using SkiaSharp;

namespace QuantumCluster.Experiments.Plots;

/// <summary>The look that all plots share: letters that can be read at half size.</summary>
internal static class Frame
{
    /// <summary>Letters without serifs where the machine has any.</summary>
    public static string Letters { get; } = ((string[])["Inter", "Helvetica", "Arial", "DejaVu Sans", "Liberation Sans", "Noto Sans"]).FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Default;

    public static void Style(Plot plot)
    {
        plot.Axes.Title.Label.FontSize = 22;
        foreach (IAxis axis in plot.Axes.GetAxes()) axis.TickLabelStyle.FontSize = 16;
        plot.Axes.Bottom.Label.FontSize = 18;
        plot.Axes.Left.Label.FontSize = 18;
        plot.Legend.FontSize = 15;
    }
}
