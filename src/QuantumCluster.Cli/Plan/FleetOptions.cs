using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using QuantumCluster.Actors.Management;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Experiments.Fleets;

namespace QuantumCluster.Cli.Plan;

/// <summary>The options by which <c>plan</c> forecasts what a step costs on a fleet.</summary>
internal sealed class FleetOptions(TimeProvider time)
{
    private const int MostTried = 64;
    private static readonly Seed Forward = new Seed(1).For("forward"), Backward = new Seed(1).For("backward");

    private readonly Option<string?> _fleet = TypedOptions.Text("--fleet", "PROFILE:N,…",
        "forecast on these devices: profiles of hocon/profiles.conf or of --config with their numbers, such as ideal:2,superconducting:4");

    private readonly Option<ClusterChoice.Joined?> _cluster = TypedOptions.Optional("--cluster", "HOST:PORT", "forecast on the devices that a running cluster has, asked at any of its nodes",
        text => ClusterChoice.ParseAddresses("--cluster", text));

    private readonly Option<PlacementPolicy> _policy = TypedOptions.Choice("--policy", "balanced", "by what fragments are bound to devices",
        ("fastest", "the least wall time", PlacementPolicy.Fastest),
        ("least-error", "the least error by noise", PlacementPolicy.LeastError),
        ("balanced", "between the two, as little as possible of what each gains over the other given away", PlacementPolicy.Balanced));

    private readonly Option<int?> _shots = TypedOptions.WholeOrNone("--shots", "N", ShiftPlan.LeastShots, 1_000_000, "shots of every variant (default: exact probabilities)");

    private readonly Option<string?> _gradient = TypedOptions.Text("--gradient", "adjoint|shift|none", "how the step takes gradients (default: shift with --shots, else adjoint)");

    private readonly Option<string[]> _config = TypedOptions.Texts("--config", "FILE", "HOCON with profiles of your own; may be given several times, later files win");

    private readonly Option<bool> _try = TypedOptions.Flag("--try", "then do the step on a cluster inside this process whose devices take the time that their profiles say, and compare");

    public OptionGroup Group => new("Forecast on a fleet", [_fleet, _cluster, _policy, _shots, _gradient, _config, _try]);

    /// <summary>Null when no fleet was named.</summary>
    /// <param name="request">Of the plan for devices of a width; its classes are chosen here.</param>
    /// <exception cref="BadInputException">The fleet or what is asked of it does not make sense.</exception>
    public async Task<FleetForecast?> ForecastAsync(ParseResult parsed, Func<int, PlanRequest> request, int samples, CancellationToken cancellation)
    {
        string[] config = parsed.GetRequiredValue(_config);
        if (parsed.GetValue(_fleet) is { } named && parsed.GetValue(_cluster) is not null) throw new BadInputException($"--fleet is {named}, and --cluster has a fleet of its own; give only one of them.");
        try
        {
            ImmutableArray<DeviceGroup> fleet = parsed.GetValue(_fleet) is { } text ? Read(text, config)
                : parsed.GetValue(_cluster) is { } cluster ? await AskAsync(cluster.Coordinators[0].ToString(), config, cancellation) : [];
            if (fleet.IsEmpty)
            {
                RequireNothing(parsed);
                return null;
            }

            IReadOnlyList<Pass> passes = Passes(parsed, samples);
            Granularity granularity = fleet.Any(g => g.Profile.HasDurations) || parsed.GetValue(_shots) is not null ? Granularity.Spread : Granularity.Exact;
            var forecast = new FleetForecast(fleet, passes, parsed.GetRequiredValue(_policy),
                Placement.All(request(fleet.Max(g => g.Profile.Qubits)) with { Granularity = granularity }, passes, fleet));
            if (!parsed.GetValue(_try)) return forecast;
            if (fleet.Sum(g => g.Devices) is > MostTried and var devices) throw new BadInputException($"--try emulates a fleet in this process, at most {MostTried} devices; {string.Join(',', fleet)} has {devices}.");
            return forecast with { Happened = await new FleetTrial(forecast.Chosen.Plan, passes, fleet, new Seed(1), time).RunAsync(cancellation) };
        }
        catch (Exception e) when (e is ArgumentException or InvalidSettingException)
        {
            throw new BadInputException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>How the step takes gradients, for what it sends.</summary>
    public GradientMethod? Method(ParseResult parsed) => Rule(parsed) == "shift" ? new GradientMethod(GradientRule.Shift, parsed.GetValue(_shots)) : null;

    private static ImmutableArray<DeviceGroup> Read(string text, string[] config)
    {
        var fleet = ImmutableArray.CreateBuilder<DeviceGroup>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] halves = part.Split(':');
            if (halves.Length != 2 || !int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out int devices) || devices is < 1 or > 100_000)
                throw new BadInputException($"--fleet is \"{text}\", and \"{part}\" is no PROFILE:N with N from 1 to 100000; write for example ideal:2,superconducting:4.");
            if (fleet.Any(g => g.Profile.Name == halves[0])) throw new BadInputException($"--fleet is \"{text}\", and names {halves[0]} twice; add up its devices.");
            fleet.Add(new DeviceGroup(ProfileSettings.Load(halves[0], config), devices));
        }

        return fleet.ToImmutable();
    }

    private async Task<ImmutableArray<DeviceGroup>> AskAsync(string node, string[] config, CancellationToken cancellation)
    {
        await using ManagementConnection cluster = ManagementConnection.Open(node, config, time);
        ImmutableArray<WorkerReport> workers = await cluster.GetDevicesAsync(cancellation);
        if (workers.IsEmpty) throw new BadInputException($"The cluster at {node} has no worker; start one with: qcluster node --role worker.");
        return [.. workers.SelectMany(w => w.Devices).GroupBy(d => d.Profile).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new DeviceGroup(ProfileSettings.Load(g.Key, config), g.Count()))];
    }

    private IReadOnlyList<Pass> Passes(ParseResult parsed, int samples)
    {
        int? shots = parsed.GetValue(_shots);
        Pass forward = shots is { } count ? Pass.Sampled(samples, new ShotPlan(count, Forward)) : Pass.Exact(samples);
        return Rule(parsed) switch
        {
            "none" => [forward],
            "shift" => [forward, Pass.Shifted(samples, shots is { } each ? new ShiftPlan(each, Backward) : ShiftPlan.Exact)],
            "adjoint" when shots is null => [forward, Pass.Adjoint(samples)],
            "adjoint" => throw new BadInputException($"--shots is {shots}, and the adjoint differentiates exact probabilities; give --gradient shift, or leave --shots out."),
            var other => throw new BadInputException($"--gradient is \"{other}\"; give adjoint, shift or none."),
        };
    }

    private string Rule(ParseResult parsed) => parsed.GetValue(_gradient) ?? (parsed.GetValue(_shots) is null ? "adjoint" : "shift");

    private void RequireNothing(ParseResult parsed)
    {
        foreach (Option option in (Option[])[_policy, _shots, _gradient, _config, _try])
            if (parsed.GetResult(option) is { Implicit: false }) throw new BadInputException($"{option.Name} is for a forecast on a fleet; add --fleet PROFILE:N, such as --fleet ideal:2, or --cluster HOST:PORT.");
    }
}
