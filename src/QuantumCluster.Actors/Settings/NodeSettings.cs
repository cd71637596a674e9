using System.Collections.Immutable;
using Akka.Configuration;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Tls;

namespace QuantumCluster.Actors.Settings;

/// <summary>All that one node needs to start. Made by <see cref="Load"/>, valid by construction.</summary>
public sealed record NodeSettings
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Hour = TimeSpan.FromHours(1);

    private NodeSettings(NodeRole role, Endpoint listen, ImmutableArray<Endpoint> seeds, CoordinatorSettings coordinator, WorkerSettings worker, TimeSpan drainLimit, Config config) =>
        (Role, Listen, Seeds, Coordinator, Worker, DrainLimit, Config) = (role, listen, seeds, coordinator, worker, drainLimit, config);

    public NodeRole Role { get; }

    /// <summary>Port 0: any free one.</summary>
    public Endpoint Listen { get; }

    /// <summary>
    /// The coordinators by which to find the cluster; none for a coordinator that starts one. A coordinator may be among them itself: the
    /// first one starts the cluster when no other answers.
    /// </summary>
    public ImmutableArray<Endpoint> Seeds { get; private init; }

    /// <summary>Whether a node that has lost its cluster is to look for it again.</summary>
    public bool Rejoin { get; private init; }

    /// <summary>Whether it can: a coordinator that knows no other has nowhere to look.</summary>
    public bool MayRejoin => Rejoin && Seeds.Any(seed => seed != Listen);

    public CoordinatorSettings Coordinator { get; init; }

    public WorkerSettings Worker { get; }

    /// <summary>How long a worker that is told to stop may finish what it holds.</summary>
    public TimeSpan DrainLimit { get; }

    /// <summary>What this node proves with who it is; null when connections are not encrypted.</summary>
    public TlsSettings? Tls { get; private init; }

    /// <summary>The file that tells a container engine that this node serves; null for none.</summary>
    public string? HealthFile { get; private init; }

    /// <summary>Answers probes of the network's speed, for benchmarks.</summary>
    public bool Echo { get; private init; }

    /// <summary>Whether the node injects faults into itself when it is told to.</summary>
    public bool FaultsEnabled { get; private init; }

    /// <summary>The plan whose faults a worker does to itself; null for none.</summary>
    public FaultPlan? Faults { get; private init; }

    /// <summary>Which of the plan's workers this one is.</summary>
    public int FaultsAs { get; private init; }

    /// <summary>Whether the process is to be no more as soon as its standard input ends: for nodes that another program starts, and that must not outlive it.</summary>
    public bool EndsWithInput { get; private init; }

    internal TelemetrySettings Telemetry { get; private init; } = new(null, null);

    internal Config Config { get; }

    /// <summary>Reads the user's files over the built-in defaults; arguments that are given win over all files.</summary>
    /// <param name="configFiles">HOCON, for example <c>hocon/worker.conf</c>; later files win over earlier ones; none for the defaults alone.</param>
    /// <param name="host">The address to listen on and to be known by.</param>
    /// <param name="insecure">Listens where other machines can reach it even without encryption.</param>
    /// <param name="port">0 (any free port) to 65535.</param>
    /// <param name="seeds">HOST:PORT of the coordinators by which to find the cluster, separated by commas.</param>
    /// <param name="devices">1 to 64.</param>
    /// <param name="verify">Share of jobs that two worker nodes must agree on, 0 to 1.</param>
    /// <param name="record">Folder in which a coordinator writes down its ledger's events.</param>
    /// <param name="profile">Name of a device profile: what a worker's devices are.</param>
    /// <param name="faults">A file with a fault plan, of which a worker does to itself what it can.</param>
    /// <param name="faultsAs">Which of the plan's workers this one is.</param>
    /// <exception cref="InvalidSettingException">A file is missing or not HOCON, or a key or value is not allowed.</exception>
    public static NodeSettings Load(NodeRole role, IReadOnlyList<string> configFiles, int? port = null, string? seeds = null, int? devices = null,
        string? host = null, bool insecure = false, string? record = null, double? verify = null, string? profile = null, string? faults = null, int? faultsAs = null)
    {
        var tree = SettingsTree.Load(role, configFiles, faults is not null);
        FaultPlan? plan = tree.Text("faults.plan", faults) is { Length: > 0 } file ? ReadPlan(file) : null;
        var listen = new Endpoint(tree.Text("node.host", host), tree.Int("node.port", 0, 65535, port));
        if (listen.Host.Length == 0) throw new InvalidSettingException("quantum-cluster.node.host is empty; it must be an address of this machine, such as 127.0.0.1.");
        var tls = TlsSettings.Read(tree);
        ListenRule.Require(listen.Host, tls, insecure);
        ImmutableArray<Endpoint> join = [.. tree.Texts("node.seeds", seeds).Select(text => Endpoint.Parse(text, "quantum-cluster.node.seeds"))];
        if (join.IsEmpty && role == NodeRole.Worker) throw new InvalidSettingException("quantum-cluster.node.seeds is empty; a worker needs HOST:PORT of a coordinator to join.");
        return new(role, listen, join, ReadCoordinator(tree, record, verify), ReadWorker(tree, devices, profile),
            tree.Duration("worker.drain-limit", Millisecond, Hour), tree.Config)
        {
            Rejoin = tree.Flag("node.rejoin"),
            Tls = tls,
            Telemetry = TelemetrySettings.Read(tree),
            HealthFile = tree.Text("node.health-file", null) is { Length: > 0 } health ? health : null,
            Echo = tree.Flag("node.echo"),
            EndsWithInput = tree.Flag("node.ends-with-input"),
            FaultsEnabled = tree.Flag("faults.enabled"),
            Faults = plan,
            FaultsAs = tree.Int("faults.as", 0, plan is null ? FaultPlanText.NodeLimit - 1 : plan.Workers + plan.Spares - 1, faultsAs),
        };
    }

    /// <summary>
    /// How to join for the <paramref name="life"/>-th time, from 0. A node that was a member before first looks for those that are still
    /// there; only if that fails for long may it start a cluster again, which is needed when all coordinators have lost each other.
    /// </summary>
    public NodeSettings ForLife(int life) => life % 2 == 0 ? this : this with { Seeds = [.. Seeds.OrderBy(seed => seed == Listen)] };

    internal static CoordinatorSettings ReadCoordinator(SettingsTree tree, string? record = null, double? verify = null) => new()
    {
        Recording = tree.Text("coordinator.record", record) is { Length: > 0 } folder ? Recorded(folder) : NoRecording.Instance,
        Quorum = tree.Int("coordinator.quorum", 1, 9),
        MaxRuns = tree.Int("coordinator.max-runs", 1, 100_000),
        MaxQueuedJobs = tree.Int("coordinator.max-queued-jobs", 1, 1_000_000_000),
        MaxRunBytes = tree.Bytes("coordinator.max-run-bytes", 1_000_000, 1_000_000_000_000),
        Ledger = new LedgerSettings
        {
            FirstLease = tree.Duration("coordinator.first-lease", Millisecond, Hour),
            LeaseFactor = tree.Number("coordinator.lease-factor", 1, 1000),
            LeaseFloor = tree.Duration("coordinator.lease-floor", Millisecond, Hour),
            MaxAttempts = tree.Int("coordinator.max-attempts", 1, 20),
            SubstituteAfter = tree.Duration("coordinator.substitute-after", TimeSpan.Zero, Hour),
            StarvationLimit = tree.Duration("coordinator.starvation-limit", Millisecond, 24 * Hour),
            CopyFloor = tree.Duration("coordinator.copy-floor", Millisecond, Hour),
            CopyFactor = tree.Number("coordinator.copy-factor", 1, 1000),
            CopiesPerJob = tree.Int("coordinator.copies-per-job", 0, 10),
            CopyShare = tree.Number("coordinator.copy-share", 0.01, 1),
            Verify = tree.Number("coordinator.verify", 0, 1, verify),
            OffenceLimit = tree.Int("coordinator.offence-limit", 1, 1_000_000_000),
        },
    };

    private static FaultPlan ReadPlan(string file)
    {
        try
        {
            return FaultPlanText.Read(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException($"The fault plan {file} cannot be read: {e.Message}", e);
        }
    }

    private static RecordingFolder Recorded(string folder)
    {
        try
        {
            return RecordingFolder.Make(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidSettingException($"The ledger cannot be recorded in {folder}: {e.Message.TrimEnd('.')}. Give another folder.", e);
        }
    }

    internal static WorkerSettings ReadWorker(SettingsTree tree, int? devices, string? profile = null) => new()
    {
        Profile = ProfileSettings.Named(tree, tree.Text("worker.profile", profile)),
        EmulateTime = tree.Flag("worker.emulate-time"),
        Devices = tree.Int("worker.devices", 1, WorkerSettings.DeviceLimit, devices),
        WindowPerDevice = tree.Int("worker.window-per-device", 1, 64),
        WindowTime = tree.Duration("worker.window-time", TimeSpan.Zero, Hour),
        ServiceTime = tree.Duration("worker.service-time", TimeSpan.Zero, Hour),
        RegisterEvery = tree.Duration("worker.register-every", TimeSpan.FromMilliseconds(10), Hour),
    };
}
