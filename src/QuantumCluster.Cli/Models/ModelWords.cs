using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Models;

/// <summary>How models are named on the command line and in manifests.</summary>
internal static class ModelWords
{
    public const string Hybrid = "hybrid", Twin = "twin";

    private const string Model = "model", KernelKey = "kernel", VariantsKey = "variants", PrecisionKey = "precision", Circuit = "circuit", Outputs = "outputs", Profile = "profile";

    public static string Of(CircuitForm form) => form switch
    {
        CircuitForm.Cut => "cut",
        CircuitForm.Uncut => "uncut",
        CircuitForm.ReuploadAtCut => "reupload-at-cut",
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public static string Of(OutputForm output) => output.ToString().ToLowerInvariant();

    /// <summary>What a manifest keeps of a model.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToOrigin(ModelChoice choice)
    {
        if (choice is not ModelChoice.Hybrid hybrid) return [new(Model, Twin)];
        List<KeyValuePair<string, string>> origin =
        [
            new(Model, Hybrid), new(KernelKey, hybrid.Kernel.Name), new(Circuit, Of(hybrid.Form)), new(Outputs, Of(hybrid.Output)),
            new(VariantsKey, hybrid.Variants.ToString().ToLowerInvariant()), new(PrecisionKey, PlanWords.Precision(hybrid.Precision)),
        ];
        if (hybrid.Devices is { } devices) origin.AddRange([new(Profile, devices.Name), new($"{Profile}-digest", devices.Digest)]);
        return origin;
    }

    /// <summary>The model that a manifest tells of. Manifests that leave a word out are of runs from before there was a choice.</summary>
    /// <param name="need">The value of a key that must be there.</param>
    /// <param name="unknown">What to throw when a value is not known here.</param>
    /// <param name="devices">The devices of that name.</param>
    public static ModelChoice FromOrigin(IReadOnlyDictionary<string, string> origin, Func<string, string> need, Func<string, Exception> unknown, Func<string, DeviceProfile> devices)
    {
        string model = origin.GetValueOrDefault(Model, Hybrid);
        if (model == Twin) return new ModelChoice.Twin();
        if (model != Hybrid) throw unknown(Model);
        return new ModelChoice.Hybrid(
            Kernel.Named(need(KernelKey)) ?? throw unknown(KernelKey),
            NamedChoices.Of<CircuitForm>(origin.GetValueOrDefault(Circuit, Of(CircuitForm.Cut)), Of) ?? throw unknown(Circuit),
            NamedChoices.Of<OutputForm>(origin.GetValueOrDefault(Outputs, Of(OutputForm.Marginal)), Of) ?? throw unknown(Outputs),
            Enum.TryParse(need(VariantsKey), ignoreCase: true, out VariantChoice variants) ? variants : throw unknown(VariantsKey),
            NamedChoices.Of<Precision>(origin.GetValueOrDefault(PrecisionKey, PlanWords.Precision(Precision.Double)), PlanWords.Precision) ?? throw unknown(PrecisionKey),
            origin.TryGetValue(Profile, out string? profile) ? devices(profile) : null);
    }
}
