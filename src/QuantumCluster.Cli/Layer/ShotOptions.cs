using System.CommandLine;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Layer;

/// <summary>The options by which outputs are sampled instead of calculated.</summary>
internal sealed class ShotOptions
{
    private const ulong UsualSeed = 1;
    private const int UsualCalibration = 10_000;

    private static readonly (string Name, string Meaning, Allocation Value)[] Allocations =
    [
        ("uniform", "every variant equally often", Allocation.Uniform),
        ("weight", "by the coefficients with which variants enter the reconstruction", Allocation.Weight),
        ("variance", "by what each variant adds to the error, which a first round of 20 % of the shots finds out", Allocation.Variance),
    ];

    private static readonly (string Name, string Meaning, ConfusionKind Value)[] Kinds =
    [
        ("per-qubit", "each measured qubit for itself: 2 prepared states a fragment", ConfusionKind.PerQubit),
        ("full", "all measured qubits together: 2^n prepared states a fragment", ConfusionKind.Full),
    ];

    private readonly Option<int?> _shots = TypedOptions.WholeOrNone("--shots", "N", 1, DeviceProfile.FiveQubit.ShotLimit,
        "sample: every variant is run N times on every sample of the request, as on hardware; a cotangent is then pulled back by parameter shift, with N shots at every shift");

    private readonly Option<int?> _budget = TypedOptions.WholeOrNone("--budget", "N", 1, 1_000_000_000,
        "sample with N shots of all variants together, on every sample of the request; instead of --shots");

    private readonly Option<string?> _allocation = Named("--allocation", "how a budget is shared out over the variants (default variance)", Allocations);

    private readonly Option<ulong?> _seed = TypedOptions.Parsed<ulong?>("--seed", "S", null,
        $"keys the shots: same seed, same bits on any executor (0 to 2^64 - 1; default {UsualSeed})", text => TypedOptions.ParseSeed("--seed", text));

    private readonly Option<bool> _leastSquares = TypedOptions.Flag("--least-squares", "make variants agree where they measure the same thing: smaller errors with --variants table or paper");

    private readonly Option<string?> _mitigate = Named("--mitigate", "calibrate the readout errors of the devices first, and undo them", Kinds);

    private readonly Option<int?> _calibration = TypedOptions.WholeOrNone("--calibration-shots", "N", 1, DeviceProfile.FiveQubit.ShotLimit,
        $"shots of each prepared state of --mitigate (default {UsualCalibration})");

    private readonly Option<bool> _project = TypedOptions.Flag("--project", "give the nearest probability distribution to the estimate: never farther from the truth, but biased");

    public OptionGroup Group => new("Shots", [_shots, _budget, _allocation, _seed, _leastSquares, _mitigate, _calibration, _project]);

    /// <returns>Null when the outputs are to be exact.</returns>
    /// <exception cref="BadInputException">Options that need another one or exclude each other.</exception>
    public LayerSampling? Choose(ParseResult parsed, LayerRequest request)
    {
        int? shots = parsed.GetValue(_shots), budget = parsed.GetValue(_budget), calibration = parsed.GetValue(_calibration);
        string? allocation = parsed.GetValue(_allocation), mitigate = parsed.GetValue(_mitigate);
        if (shots is not null && budget is not null) throw new BadInputException($"--shots is {shots} and --budget is {budget}; give the shots of every variant or of all together, not both.");
        if (shots is null && budget is null)
        {
            string? useless = parsed.GetValue(_seed) is { } seed ? $"--seed is {seed}" : allocation is not null ? $"--allocation is {allocation}" : mitigate is not null ? $"--mitigate is {mitigate}"
                : calibration is not null ? $"--calibration-shots is {calibration}" : parsed.GetValue(_leastSquares) ? "--least-squares is given" : parsed.GetValue(_project) ? "--project is given" : null;
            return useless is null ? null : throw new BadInputException($"{useless}, and without --shots nothing is random; add --shots N or --budget N, or leave it out.");
        }

        string given = shots is null ? $"--budget is {budget}" : $"--shots is {shots}";
        if (request.Cotangents is not null)
        {
            if (shots is null || mitigate is not null || parsed.GetValue(_leastSquares) || parsed.GetValue(_project))
                throw new BadInputException($"{given}, and the request has a \"cotangent\"; gradients from shots are of plain frequencies: give --shots N without --budget, --least-squares, --mitigate and --project, or leave out the cotangent.");
            if (shots < ShiftPlan.LeastShots)
                throw new BadInputException($"--shots is {shots}, and the request has a \"cotangent\"; gradients from shots take at least {ShiftPlan.LeastShots}, of which their error can be told.");
        }

        if (allocation is not null && budget is null) throw new BadInputException($"--allocation is {allocation}, and --shots gives every variant the same; give --budget N instead of --shots.");
        if (calibration is not null && mitigate is null) throw new BadInputException($"--calibration-shots is {calibration}, and nothing is calibrated; add --mitigate per-qubit, or leave it out.");
        if (parsed.GetValue(_project) && request.Readout is Readout.Expectations)
            throw new BadInputException("--project makes a probability distribution, and the readout is of Pauli strings; ask for probabilities or a marginal, or leave it out.");
        return new(shots, budget, allocation is null ? Allocation.Variance : Allocations.Single(a => a.Name == allocation).Value, new Seed(parsed.GetValue(_seed) ?? UsualSeed),
            parsed.GetValue(_leastSquares), mitigate is null ? null : Kinds.Single(k => k.Name == mitigate).Value, calibration ?? UsualCalibration, parsed.GetValue(_project));
    }

    /// <summary>One of some names, or none.</summary>
    private static Option<string?> Named<T>(string option, string description, (string Name, string Meaning, T Value)[] choices) => TypedOptions.Optional(option, "NAME",
        description + string.Concat(choices.Select(c => $"\n  {c.Name}: {c.Meaning}")),
        text => choices.Any(c => c.Name == text) ? text : throw new BadInputException($"{option} is \"{text}\"; give one of {string.Join(", ", choices.Select(c => c.Name))}."));
}
