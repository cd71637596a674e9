using System.Globalization;
using QuantumCluster.Cutting.Estimation;

namespace QuantumCluster.Cli.Layer;

/// <summary>What is to be said of estimates from shots.</summary>
internal static class LayerWords
{
    private const int VariantsShown = 16;

    /// <summary>[fragment][variant]: how often each was run on each sample.</summary>
    public static int[][] ShotsOf(LayerAnswer answer) =>
        [.. answer.Plan.Plan.Fragments.Select((f, i) => Enumerable.Range(0, f.Program.Variants.Length).Select(v => answer.Estimated!.Estimate.Shots[i][v]).ToArray())];

    /// <summary>Shots of all prepared states of the calibration together; 0 without one.</summary>
    public static long CalibrationShots(LayerAnswer answer) => answer.Estimated!.Sampling is { Mitigation: { } kind } sampling
        ? (long)ReadoutCalibration.StateCount(answer.Plan.Plan, kind) * sampling.CalibrationShots
        : 0;

    public static IEnumerable<string> Of(LayerAnswer answer)
    {
        (LayerSampling sampling, Estimate estimate) = answer.Estimated!;
        string shots = sampling.Shots is { } all
            ? $"{all} shots of every variant, {Number(estimate.ShotsPerSample)} a sample"
            : $"{Number(estimate.ShotsPerSample)} shots a sample, shared out {Allocated(sampling.Allocation)}";
        yield return $"Estimates from {shots}, seed {sampling.Seed}: {(sampling.Project ? "projected to the nearest distribution, which is biased" : "unbiased for what the devices do, so a probability may come out slightly negative")}.";
        yield return $"± is the standard error; the 95 % interval is 1.96 of them on either side{(sampling.Project ? ", both of the estimate before the projection" : "")}.";
        int[][] each = ShotsOf(answer);
        if (sampling.Shots is null && each.Sum(f => f.Length) <= VariantsShown)
            yield return $"Shots of each variant: {string.Join("; ", each.Select((f, i) => $"fragment {i}: {string.Join(", ", f.Select(n => Number(n)))}"))}.";
        if (sampling.LeastSquares) yield return "Variants are made to agree where they measure the same thing, by least squares.";
        if (sampling.Mitigation is not null) yield return $"Readout errors are calibrated with {Number(CalibrationShots(answer))} further shots, and undone; the error bars hold what both cost.";
    }

    private static string Allocated(Allocation allocation) => allocation switch
    {
        Allocation.Uniform => "equally",
        Allocation.Weight => "by the variants' coefficients",
        _ => "by what each variant adds to the error, in two rounds",
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
