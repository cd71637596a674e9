using System.Globalization;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Plan;

namespace QuantumCluster.Cli.Layer;

/// <summary>The answer for people: a table of outputs, one column per sample, and the gradients.</summary>
internal static class LayerPage
{
    private const int Columns = 6;

    public static void Write(TextWriter output, LayerAnswer answer)
    {
        int outputs = answer.Outputs.Length / answer.Samples;
        Table(output, "Outputs", answer.Outputs, answer.Samples, outputs, i => Name(answer.Plan, i));
        if (answer.Gradients is { } gradients)
        {
            Table(output, "Gradients by input", gradients.Inputs, answer.Samples, answer.Plan.Ladder.Qubits, i => $"x{i}");
            Table(output, "Gradients by weight, summed over the samples", gradients.Weights, 1, gradients.Weights.Length, i => $"w{i}");
        }

        if (answer.Shots is { } shots)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Estimates from {(shots.ShotsPerVariant is { } all ? $"{all} shots of every variant" : $"{shots}")}, seed {shots.Seed}: unbiased, so a probability may come out slightly negative."));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{answer.Plan.Plan.VariantCount} variants in {answer.Plan.Plan.Fragments.Length} fragments; "
            + $"start {answer.Seconds.Start:F3} s, forward {answer.Seconds.Forward:F3} s, backward {answer.Seconds.Backward:F3} s"));
    }

    private static void Table(TextWriter output, string title, double[] numbers, int samples, int length, Func<int, string> name)
    {
        int shown = Math.Min(samples, Columns);
        output.WriteLine(samples > shown ? $"{title} (the first {shown} of {samples} samples; --json gives all)" : title);
        if (samples > 1) output.WriteLine($"  {"",-10}{string.Concat(Enumerable.Range(0, shown).Select(s => $"{$"sample {s}",15}"))}");
        for (int i = 0; i < length; i++)
            output.WriteLine($"  {name(i),-10}{string.Concat(Enumerable.Range(0, shown).Select(s => numbers[s * length + i].ToString("F10", CultureInfo.InvariantCulture).PadLeft(15)))}");
        output.WriteLine();
    }

    private static string Name(LadderPlan ladder, int output) => ladder.Plan.Request.Readout switch
    {
        Readout.Expectations expectations => $"<{expectations.Strings[output]}>",
        Readout.Marginal marginal => Bits(output, marginal.Qubits.Length),
        _ => Bits(output, ladder.Ladder.Qubits),
    };

    private static string Bits(int index, int count) => Convert.ToString(index, 2).PadLeft(count, '0');
}
