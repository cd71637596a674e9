using System.CommandLine;
using QuantumCluster.Circuits;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Layer;

/// <summary>The options by which outputs are sampled instead of calculated.</summary>
internal sealed class ShotOptions
{
    private const ulong UsualSeed = 1;

    private readonly Option<int?> _shots = TypedOptions.WholeOrNone("--shots", "N", 1, DeviceProfile.FiveQubit.ShotLimit,
        "sample: every variant is run N times on every sample of the request, as on hardware; without a cotangent");

    private readonly Option<ulong?> _seed = TypedOptions.Parsed<ulong?>("--seed", "S", null,
        $"keys the shots: same seed, same bits on any executor (0 to 2^64 - 1; default {UsualSeed})", text => TypedOptions.ParseSeed("--seed", text));

    public OptionGroup Group => new("Shots", [_shots, _seed]);

    /// <returns>Null when the outputs are to be exact.</returns>
    /// <exception cref="BadInputException">A seed without shots, or shots and gradients at once.</exception>
    public ShotPlan? Choose(ParseResult parsed, LayerRequest request) => (parsed.GetValue(_shots), parsed.GetValue(_seed)) switch
    {
        (null, null) => null,
        (null, { } seed) => throw new BadInputException($"--seed is {seed}, and without --shots nothing is random; add --shots N, or leave --seed out."),
        ({ } shots, _) when request.Cotangents is not null => throw new BadInputException(
            $"--shots is {shots}, and the request has a \"cotangent\", but gradients are exact only; leave out the cotangent, or --shots."),
        ({ } shots, var seed) => new ShotPlan(shots, new Seed(seed ?? UsualSeed)),
    };
}
