using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Cli.Soak;

/// <summary>The options of <c>soak</c>, and how they become <see cref="SoakSettings"/>.</summary>
internal sealed class SoakOptions
{
    private const double UsualMinutes = 1, MostMinutes = 24 * 60;
    private const int FaultsPerMinute = 50;

    private static readonly ImmutableArray<FaultKind> UsualKinds = [.. Enum.GetValues<FaultKind>()];

    private readonly Option<double?> _minutes = TypedOptions.NumberOrNone("--minutes", "M", 0, MostMinutes, $"how long faults go on (default {UsualMinutes})");
    private readonly Option<ulong?> _seed = TypedOptions.Parsed<ulong?>("--seed", "S", null, "keys the plan, the training and every batch: same seed, same plan (0 to 2^64 - 1; default 1)", text =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new BadInputException($"--seed is \"{text}\"; give a whole number from 0 to 18446744073709551615."));

    private readonly Option<int?> _faults = TypedOptions.WholeOrNone("--faults", "N", 1, 1_000_000, $"faults in all, at least one in twenty of each kind (default {FaultsPerMinute} a minute)");
    private readonly Option<string?> _kinds = TypedOptions.Text("--kinds", "LIST",
        $"kinds of faults, separated by commas: {string.Join(", ", Enum.GetValues<FaultKind>().Select(FaultPlanText.NameOf))} (default all; for coordinator three coordinators are started, else one)");

    private readonly Option<int?> _workers = TypedOptions.WholeOrNone("--workers", "N", 1, 32, "worker processes that are always wanted (default 3)");
    private readonly Option<int?> _spares = TypedOptions.WholeOrNone("--spares", "N", 0, 32, "worker processes that join and leave (default 1)");
    private readonly Option<double?> _verify = TypedOptions.Parsed<double?>("--verify", "SHARE", null,
        "share of jobs that two workers do, so that lies are found, 0 to 1 (default 1 where there are lies, else 0)", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1
                ? share
                : throw new BadInputException($"--verify is \"{text}\"; give a number from 0 to 1."));

    private readonly Option<int> _devices = TypedOptions.Whole("--devices", "D", 2, 1, 64, "devices of each worker");
    private readonly Option<string?> _plan = TypedOptions.Text("--plan", "FILE", "play this plan again, as an earlier soak wrote it, instead of drawing one");
    private readonly Option<string?> _node = NodeProgram.Option();
    private readonly Option<string?> _out = TypedOptions.Text("--out", "DIR", "folder for plan.conf and report.json (default runs/soak-seed<seed>)");

    public ImmutableArray<OptionGroup> Groups =>
    [
        new("What goes wrong", [_minutes, _seed, _faults, _kinds, _plan]),
        new("On what", [_workers, _spares, _devices, _verify, _node]),
        new("Output", [_out, AsJson]),
    ];

    public Option<bool> AsJson { get; } = TypedOptions.Flag("--json", "print the report as one JSON object; progress goes to standard error");

    /// <exception cref="BadInputException">The options contradict each other, or a file cannot be used.</exception>
    public SoakSettings Read(ParseResult parsed)
    {
        if (OperatingSystem.IsWindows()) throw new BadInputException("qcluster soak stops and kills processes with POSIX signals; run it on Linux or macOS.");
        FaultPlan plan = parsed.GetValue(_plan) is { } file ? Replay(parsed, file) : Draw(parsed);
        return new(plan, NodeProgram.Of(parsed.GetValue(_node)), parsed.GetValue(_devices),
            parsed.GetValue(_out) ?? Path.Combine("runs", $"soak-seed{plan.Seed}"))
        {
            Verify = parsed.GetValue(_verify) ?? (plan.Faults.Any(f => f.Act is FaultAct.Lie) ? 1 : 0),
            Coordinators = plan.Faults.Any(f => f.Act is FaultAct.Coordinator) ? 3 : 1,
        };
    }

    private FaultPlan Draw(ParseResult parsed)
    {
        double minutes = parsed.GetValue(_minutes) ?? UsualMinutes;
        ImmutableArray<FaultKind> kinds = parsed.GetValue(_kinds) is { } list ? [.. list.Split(',', StringSplitOptions.TrimEntries).Select(Kind)] : UsualKinds;
        var schedule = new FaultScheduleSettings
        {
            Seed = new Seed(parsed.GetValue(_seed) ?? 1), Length = TimeSpan.FromMinutes(minutes), Kinds = kinds, Devices = parsed.GetValue(_devices),
            Count = parsed.GetValue(_faults) ?? Math.Max(kinds.Length, (int)Math.Round(FaultsPerMinute * minutes)),
        };
        try
        {
            return FaultSchedule.Draw(schedule with { Workers = parsed.GetValue(_workers) ?? schedule.Workers, Spares = parsed.GetValue(_spares) ?? schedule.Spares });
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private FaultPlan Replay(ParseResult parsed, string file)
    {
        foreach (Option option in (Option[])[_minutes, _seed, _faults, _kinds, _workers, _spares])
            if (parsed.GetResult(option) is { Implicit: false }) throw new BadInputException($"{option.Name} shapes a plan that is drawn, and --plan plays one that is given; give only one of them.");
        try
        {
            return FaultPlanText.Read(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The plan {file} cannot be read: {e.Message}", e);
        }
        catch (InvalidSettingException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static FaultKind Kind(string name) => FaultPlanText.KindNamed(name)
        ?? throw new BadInputException($"--kinds names \"{name}\"; there are {string.Join(", ", Enum.GetValues<FaultKind>().Select(FaultPlanText.NameOf))}.");
}
