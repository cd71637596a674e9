using System.Globalization;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Estimation;

namespace QuantumCluster.Cli.Layer;

/// <summary>The answer for people: a table of outputs, one column per sample, and the gradients.</summary>
internal static class LayerPage
{
    private const int Columns = 6;

    public static void Write(TextWriter output, LayerAnswer answer)
    {
        int outputs = answer.Outputs.Length / answer.Samples;
        if (answer.Estimated is { } estimated) Estimates(output, answer, estimated.Estimate, outputs);
        else Table(output, "Outputs", answer.Outputs, answer.Samples, outputs, i => Name(answer.Plan, i));
        if (answer.Gradients is { } gradients)
        {
            var errors = gradients.StandardErrors;
            Table(output, "Gradients by input", gradients.Inputs, answer.Samples, answer.Plan.Ladder.Qubits, i => $"x{i}", errors?.Inputs);
            Table(output, "Gradients by weight, summed over the samples", gradients.Weights, 1, gradients.Weights.Length, i => $"w{i}", errors?.Weights);
        }

        if (answer.Estimated is not null)
            foreach (string sentence in LayerWords.Of(answer)) output.WriteLine(sentence);

        if (SubstitutionMarks.Words(answer.Substituted) is { } mark) output.WriteLine(mark);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{answer.Plan.Plan.VariantCount} variants in {answer.Plan.Plan.Fragments.Length} fragments; "
            + $"start {answer.Seconds.Start:F3} s, forward {answer.Seconds.Forward:F3} s, backward {answer.Seconds.Backward:F3} s"));
    }

    /// <summary>Each output with its standard error; for one sample the 95 % interval too.</summary>
    private static void Estimates(TextWriter output, LayerAnswer answer, Estimate estimate, int outputs)
    {
        int shown = Math.Min(answer.Samples, Columns / 2);
        output.WriteLine(answer.Samples > shown ? $"Outputs (the first {shown} of {answer.Samples} samples; --json gives all)" : "Outputs");
        if (answer.Samples > 1) output.WriteLine($"  {"",-10}{string.Concat(Enumerable.Range(0, shown).Select(s => $"{$"sample {s}",25}"))}");
        else output.WriteLine($"  {"",-10}{"estimate ± error",25}{"95 % interval",27}");
        for (int i = 0; i < outputs; i++)
        {
            IEnumerable<string> cells = Enumerable.Range(0, shown).Select(s => $"{Digits(answer.Outputs[s * outputs + i])} ± {Digits(estimate.StandardErrors[s * outputs + i])}".PadLeft(25));
            (double low, double high) = estimate.Interval95(i);
            output.WriteLine($"  {Name(answer.Plan, i),-10}{string.Concat(cells)}{(answer.Samples == 1 ? $"[{Digits(low)}, {Digits(high)}]".PadLeft(27) : "")}");
        }

        output.WriteLine();
    }

    private static string Digits(double number) => number.ToString("F6", CultureInfo.InvariantCulture);

    /// <param name="errors">Standard errors of the numbers; null where they are exact.</param>
    private static void Table(TextWriter output, string title, double[] numbers, int samples, int length, Func<int, string> name, double[]? errors = null)
    {
        int shown = Math.Min(samples, errors is null ? Columns : Columns / 2), width = errors is null ? 15 : 25;
        output.WriteLine(samples > shown ? $"{title} (the first {shown} of {samples} samples; --json gives all)" : title);
        if (samples > 1) output.WriteLine($"  {"",-10}{string.Concat(Enumerable.Range(0, shown).Select(s => $"sample {s}".PadLeft(width)))}");
        for (int i = 0; i < length; i++)
            output.WriteLine($"  {name(i),-10}{string.Concat(Enumerable.Range(0, shown).Select(s => Cell(s * length + i).PadLeft(width)))}");
        output.WriteLine();
    
        string Cell(int at) => errors is null ? numbers[at].ToString("F10", CultureInfo.InvariantCulture) : $"{Digits(numbers[at])} ± {Digits(errors[at])}";
    }

    private static string Name(LadderPlan ladder, int output) => ladder.Plan.Request.Readout switch
    {
        Readout.Expectations expectations => $"<{expectations.Strings[output]}>",
        Readout.Marginal marginal => Bits(output, marginal.Qubits.Length),
        _ => Bits(output, ladder.Ladder.Qubits),
    };

    private static string Bits(int index, int count) => Convert.ToString(index, 2).PadLeft(count, '0');
}
