using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Clusters;

/// <summary>The options by which a command is told where fragments run.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<int> _nodes = TypedOptions.Whole("--nodes", "N", 2, 1, 64, "worker nodes of the embedded cluster");
    private readonly Option<int> _devices = TypedOptions.Whole("--devices-per-node", "D", 2, 1, 64, "five-qubit devices on each of them");
    private readonly Option<ClusterChoice.Joined?> _cluster = TypedOptions.Optional("--cluster", "HOST:PORT,…",
        "join a running cluster by any of its coordinators (see qcluster node) instead of an embedded one", text => ClusterChoice.ParseAddresses("--cluster", text));

    private readonly Option<int?> _listen = TypedOptions.WholeOrNone("--listen", "PORT", 1, 65535,
        "be the coordinator in this process, for workers that join at this port: one hop less than --cluster");

    private readonly Option<int> _joinTimeout = TypedOptions.Whole("--join-timeout", "SECONDS", 30, 1, 3600, "how long to wait for the coordinator and a first worker of a running cluster");

    private readonly Option<string[]> _config = TypedOptions.Texts("--config", "FILE",
        "HOCON with the running cluster's own settings, as its nodes have them; may be given several times, later files win");

    private readonly Option<string?> _host = TypedOptions.Text("--host", "HOST", "address of this machine by which a running cluster reaches it (default 127.0.0.1)");
    private readonly Option<bool> _insecure = TypedOptions.Flag("--insecure", "listen where other machines can reach it although nothing is encrypted (see qcluster certs)");

    private readonly Option<double?> _verify = TypedOptions.NumberOrNone("--verify", "SHARE", 0, 1,
        "share of jobs that two worker nodes do and must agree on to the bit; a third one settles a disagreement (default: none)");

    private readonly Option<bool> _substitute = TypedOptions.Flag("--allow-substitution",
        "when the devices that the run is bound to are gone, let others do its jobs and say so; without it the run waits, and fails after a minute");

    public OptionGroup Group => new("Cluster (the bits of the result are the same on any)", [_nodes, _devices, _listen, _cluster, _joinTimeout, _config, _host, _insecure, _verify, _substitute]);

    /// <summary>The files of <c>--config</c>, in their order.</summary>
    public IReadOnlyList<string> ConfigFiles(ParseResult parsed) => parsed.GetRequiredValue(_config);

    /// <summary>The first of these options that was given; null for none.</summary>
    public string? FirstGiven(ParseResult parsed) => Group.Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <param name="hasProfile">Whether devices of a profile are asked for, which a file may define for an embedded cluster too.</param>
    /// <exception cref="BadInputException">Both an embedded and a running cluster were asked for.</exception>
    public ClusterChoice Choose(ParseResult parsed, bool hasProfile = false)
    {
        ClusterChoice choice = Where(parsed, hasProfile);
        double verify = parsed.GetValue(_verify) ?? 0;
        return verify > 0 && choice is ClusterChoice.Embedded { Nodes: 1 }
            ? throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--verify is {verify}, and a single node has nobody to check it; give --nodes 2 or more, 3 to tell who is right."))
            : choice with { Verify = verify, AllowSubstitution = parsed.GetValue(_substitute) };
    }

    private ClusterChoice Where(ParseResult parsed, bool hasProfile)
    {
        string[] config = parsed.GetRequiredValue(_config);
        TimeSpan timeout = TimeSpan.FromSeconds(parsed.GetValue(_joinTimeout));
        switch (parsed.GetValue(_cluster), parsed.GetValue(_listen))
        {
            case (not null, not null):
                throw new BadInputException("--cluster joins a coordinator elsewhere, and --listen makes this process the coordinator; give only one of them.");
            case ({ } joined, null):
                RequireNoSize(parsed, "--cluster joins one that runs already");
                return joined with { Timeout = timeout, ConfigFiles = config, ListenHost = parsed.GetValue(_host), Insecure = parsed.GetValue(_insecure) };
            case (null, { } port):
                RequireNoSize(parsed, "--listen is for workers that join");
                return new ClusterChoice.Hosted(port) { Timeout = timeout, ConfigFiles = config, ListenHost = parsed.GetValue(_host), Insecure = parsed.GetValue(_insecure) };
            default:
                return config is [var first, ..] && !hasProfile
                    ? throw new BadInputException($"--config is \"{first}\", and an embedded cluster needs none; add --cluster HOST:PORT or --listen PORT, or leave --config out.")
                    : new ClusterChoice.Embedded(parsed.GetValue(_nodes), parsed.GetValue(_devices));
        }
    }

    private void RequireNoSize(ParseResult parsed, string instead)
    {
        foreach (Option<int> option in (Option<int>[])[_nodes, _devices])
            if (parsed.GetResult(option) is { Implicit: false }) throw new BadInputException($"{option.Name} sizes an embedded cluster, and {instead}; give only one of them.");
    }
}
