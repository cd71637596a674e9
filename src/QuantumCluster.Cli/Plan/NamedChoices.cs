using System.CommandLine;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cli.Plan;

/// <summary>How kernels, variant sets, precisions and readouts are named on the command line: the same in every command.</summary>
internal static class NamedChoices
{
    public static Option<Kernel> KernelOption() =>
        TypedOptions.Choice("--kernel", Kernel.Crz.Name, "two-qubit block of the ladder", [.. Kernel.All.Select(k => (k.Name, k.Summary, k))]);

    public static Option<VariantChoice> VariantsOption() =>
        TypedOptions.Choice("--variants", "auto", "how the cut wire is measured and prepared; all are exact",
            ("auto", "golden where the circuit allows it, minimal elsewhere", VariantChoice.Auto),
            ("paper", VariantSet.Paper.Summary, VariantChoice.Paper),
            ("table", VariantSet.Table.Summary, VariantChoice.Table),
            ("minimal", VariantSet.Minimal.Summary, VariantChoice.Minimal),
            ("golden", "golden where the circuit allows it on noisy devices too, where it is not exact", VariantChoice.Golden));

    public static Option<Precision> PrecisionOption() =>
        TypedOptions.Choice("--precision", "double", "in what the circuit is calculated, on every node",
            ("double", "64 bits, about sixteen digits", Precision.Double),
            ("float", "32 bits, about seven digits, in little more than half of the time", Precision.Float));

    public static Option<Readout?> ReadoutOption() =>
        TypedOptions.Optional("--readout", "WHAT",
            "what is asked of the final state: probabilities, marginal:3,4,5,6,7 or paulis:ZIIIIIII,IIIXIIII (default: the marginal of the last five qubits)", ParseReadout);

    /// <summary>The value of an enumeration whose name is this word; null for none.</summary>
    public static T? Of<T>(string word, Func<T, string> name) where T : struct, Enum => Enum.GetValues<T>().Where(value => name(value) == word).Select(value => (T?)value).SingleOrDefault();

    private static Readout ParseReadout(string text)
    {
        string[] parts = text.Split(':', 2);
        try
        {
            return (parts[0], parts.Length) switch
            {
                ("probabilities", 1) => new Readout.Probabilities(),
                ("marginal", 2) => new Readout.Marginal([.. parts[1].Split(',').Select(q => Qubit(q, text))]),
                ("paulis", 2) => new Readout.Expectations([.. parts[1].Split(',').Select(PauliString.Parse)]),
                _ => throw new BadInputException($"--readout is \"{text}\"; give probabilities, marginal:Q,Q,... or paulis:STRING,..."),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new BadInputException($"--readout is \"{text}\": {e.Message}");
        }
    }

    private static int Qubit(string text, string whole) => int.TryParse(text, out int qubit)
        ? qubit
        : throw new BadInputException($"--readout is \"{whole}\", and \"{text}\" is no qubit number; write for example marginal:3,4,5,6,7.");
}
