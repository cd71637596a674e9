using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cli.Train;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Models;

/// <summary>The options by which a network is chosen.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _model = TypedOptions.Choice("--model", ModelWords.Hybrid, "which network",
        (ModelWords.Hybrid, "MobileNetV2, the circuit, and a linear head", ModelWords.Hybrid),
        (ModelWords.Twin, "the same without the circuit, to compare with; runs on no cluster", ModelWords.Twin));

    private readonly Option<Kernel> _kernel = NamedChoices.KernelOption();

    private readonly Option<CircuitForm> _form = TypedOptions.Choice("--circuit", ModelWords.Of(CircuitForm.Cut), "which circuit of these kernels",
        (ModelWords.Of(CircuitForm.Cut), "the paper's, cut for devices of five qubits", CircuitForm.Cut),
        (ModelWords.Of(CircuitForm.Uncut), "the same whole, on devices of eight qubits; the same numbers to rounding", CircuitForm.Uncut),
        (ModelWords.Of(CircuitForm.ReuploadAtCut), "another one, whose cut qubit is encoded a second time after the cut", CircuitForm.ReuploadAtCut));

    private readonly Option<OutputForm> _output = TypedOptions.Choice("--outputs", ModelWords.Of(OutputForm.Marginal), "what the head is fed with",
        (ModelWords.Of(OutputForm.Marginal), "the 32 probabilities of the last five qubits, times 32", OutputForm.Marginal),
        (ModelWords.Of(OutputForm.Paulis), "the expectation of Z on each of the eight qubits", OutputForm.Paulis));

    private readonly Option<VariantChoice> _variants = NamedChoices.VariantsOption();
    private readonly Option<Precision> _precision = NamedChoices.PrecisionOption();

    public ImmutableArray<Option> Options => [_model, .. OfCircuit];

    private ImmutableArray<Option> OfCircuit => [_kernel, _form, _output, _variants, _precision];

    /// <param name="circuit">How the circuit is run.</param>
    /// <param name="configFiles">HOCON that may define devices.</param>
    /// <exception cref="BadInputException">Options contradict each other, or the circuit cannot be cut so.</exception>
    public ModelChoice Read(ParseResult parsed, CircuitOptions circuit, IReadOnlyList<string> configFiles)
    {
        if (parsed.GetValue(_model) == ModelWords.Twin)
            return OfCircuit.Concat(circuit.Group.Options).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given
                ? throw new BadInputException($"{given.Name} is of the circuit, and --model {ModelWords.Twin} has none; leave it out.")
                : new ModelChoice.Twin();
        DeviceProfile? devices = circuit.Devices(parsed, configFiles);
        var hybrid = new ModelChoice.Hybrid(parsed.GetRequiredValue(_kernel), parsed.GetValue(_form), parsed.GetValue(_output), parsed.GetValue(_variants), parsed.GetValue(_precision), devices);
        if (hybrid.Form == CircuitForm.Uncut && parsed.GetResult(_variants) is { Implicit: false })
            throw new BadInputException($"--variants says how a cut is measured, and --circuit {ModelWords.Of(CircuitForm.Uncut)} has none; leave it out.");
        hybrid.ToPlan(); // says now what is wrong with it
        return hybrid;
    }
}
