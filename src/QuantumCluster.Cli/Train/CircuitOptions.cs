using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Train;

/// <summary>The options by which a training runs its circuit as hardware would.</summary>
internal sealed class CircuitOptions
{
    private readonly Option<GradientRule> _gradient = TypedOptions.Choice("--gradient", "adjoint", "by what the circuit's gradients are taken",
        ("adjoint", "adjoint differentiation of exact probabilities, which only simulators without noise can", GradientRule.Adjoint),
        ("shift", "parameter shift, as on hardware: every angle's gate is run at two or four shifted angles", GradientRule.Shift),
        ("spsa", "simultaneous perturbation: two more passes for all angles together, cheap and rough", GradientRule.Spsa));

    private readonly Option<int?> _shots = TypedOptions.WholeOrNone("--shots", "N", ShiftPlan.LeastShots, 1_000_000,
        "run every variant of every circuit N times, as hardware does, in training, validation and test (default: exact probabilities)");

    private readonly Option<string?> _profile = TypedOptions.Text("--profile", "NAME",
        "devices that run the circuit, by a profile of hocon/profiles.conf or of a --config file: ideal, superconducting, trapped-ion, noisy, slow (default: any five-qubit devices without noise)");

    public OptionGroup Group => new("Circuit as on hardware", [_gradient, _shots, _profile]);

    /// <summary>The devices asked for; null for any without noise.</summary>
    /// <param name="configFiles">HOCON that may define them.</param>
    /// <exception cref="BadInputException">There is no such profile.</exception>
    public DeviceProfile? Devices(ParseResult parsed, IReadOnlyList<string> configFiles) =>
        parsed.GetValue(_profile) is { } name ? TrainRequest.Devices(name, configFiles) : null;

    /// <summary>How the circuit is run and differentiated on these devices.</summary>
    /// <exception cref="BadInputException">Rule, shots and devices do not go together.</exception>
    public GradientMethod Method(ParseResult parsed, DeviceProfile? profile)
    {
        GradientRule rule = parsed.GetValue(_gradient);
        int? shots = parsed.GetValue(_shots);
        const string asHardware = "add --gradient shift or --gradient spsa";
        if (rule == GradientRule.Adjoint && shots is not null)
            throw new BadInputException($"--shots is {shots}, and the adjoint differentiates exact probabilities; {asHardware}, or leave --shots out.");
        if (rule == GradientRule.Adjoint && profile is { Noise: not null })
            throw new BadInputException($"--profile is {profile.Name}, whose devices are noisy, and the adjoint needs ones without noise; {asHardware}, or choose --profile ideal.");
        if (shots > profile?.ShotLimit)
            throw new BadInputException($"--shots is {shots}; devices of profile {profile.Name} take 1 to {profile.ShotLimit} a job; give fewer.");
        return new(rule, shots);
    }
}
