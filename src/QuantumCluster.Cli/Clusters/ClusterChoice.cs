using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cli.Door;
using QuantumCluster.Devices;

namespace QuantumCluster.Cli.Clusters;

/// <summary>Where fragments run: always one of the nested cases.</summary>
internal abstract record ClusterChoice
{
    private ClusterChoice() { }

    /// <summary>Share of jobs that two worker nodes must agree on, 0 to 1.</summary>
    public double Verify { get; init; }

    /// <summary>Other devices may do jobs whose own are gone.</summary>
    public bool AllowSubstitution { get; init; }

    public abstract Task<IClusterSession> OpenAsync(CancellationToken cancellation);

    /// <summary>The cluster, with devices of the profile where they are made in this process; elsewhere the plan asks for them.</summary>
    public ClusterChoice With(DeviceProfile? profile) => this is Embedded embedded ? embedded with { Profile = profile } : this;

    /// <summary>No cluster, for networks without a circuit.</summary>
    public sealed record None : ClusterChoice
    {
        public override Task<IClusterSession> OpenAsync(CancellationToken cancellation) => Task.FromResult<IClusterSession>(new NoCluster());

        public override string ToString() => "no cluster";
    }

    /// <summary>A cluster inside this process.</summary>
    public sealed record Embedded(int Nodes, int DevicesPerNode) : ClusterChoice
    {
        /// <summary>Where the ledger's events are written down.</summary>
        public ILedgerRecording Recording { get; init; } = NoRecording.Instance;

        /// <summary>What its devices are; null for five-qubit ones without noise.</summary>
        public DeviceProfile? Profile { get; init; }

        public override Task<IClusterSession> OpenAsync(CancellationToken cancellation) => Task.FromResult<IClusterSession>(EmbeddedCluster.Start(
            new EmbeddedClusterSettings { Nodes = Nodes, DevicesPerNode = DevicesPerNode, AllowSubstitution = AllowSubstitution, Device = Profile is null ? null : (_, _) => QuantumDevices.For(Profile), Coordinator = new CoordinatorSettings { Recording = Recording, Ledger = new LedgerSettings { Verify = Verify } } }));

        public override string ToString() => $"embedded cluster of {Nodes} × {DevicesPerNode} {(Profile is null ? "" : $"`{Profile.Name}` ")}devices";
    }

    /// <summary>A running cluster that has its coordinators at these addresses, or some of them.</summary>
    public sealed record Joined(IReadOnlyList<Endpoint> Coordinators) : ClusterChoice
    {
        /// <summary>How long to wait for its coordinator and a first worker.</summary>
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>The cluster's own settings; later files win over earlier ones.</summary>
        public IReadOnlyList<string> ConfigFiles { get; init; } = [];

        /// <summary>The address of this machine by which the cluster reaches it; null for what the settings say.</summary>
        public string? ListenHost { get; init; }

        /// <summary>Listens there although nothing is encrypted.</summary>
        public bool Insecure { get; init; }

        public override async Task<IClusterSession> OpenAsync(CancellationToken cancellation)
        {
            try
            {
                return await ClusterConnection.JoinAsync(Coordinators, new ClusterConnectionSettings { JoinTimeout = Timeout, ConfigFiles = ConfigFiles, ListenHost = ListenHost, Insecure = Insecure, Verify = Verify, AllowSubstitution = AllowSubstitution }, cancellation);
            }
            catch (InvalidSettingException e)
            {
                throw new BadInputException(e.Message, e);
            }
        }

        public override string ToString() => $"cluster at {string.Join(", ", Coordinators)}";
    }

    /// <summary>A cluster whose coordinator is in this process; workers join it here.</summary>
    public sealed record Hosted(int Port) : ClusterChoice
    {
        /// <summary>How long to wait for a first worker.</summary>
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>Folder in which the ledger's events are written down; null for none.</summary>
        public string? Record { get; init; }

        /// <summary>Settings of the coordinator; later files win over earlier ones.</summary>
        public IReadOnlyList<string> ConfigFiles { get; init; } = [];

        /// <summary>The address by which workers reach it; null for what the settings say.</summary>
        public string? ListenHost { get; init; }

        /// <summary>Listens there although nothing is encrypted.</summary>
        public bool Insecure { get; init; }

        public override async Task<IClusterSession> OpenAsync(CancellationToken cancellation)
        {
            try
            {
                HostedCluster cluster = await HostedCluster.StartAsync(NodeSettings.Load(NodeRole.Coordinator, ConfigFiles, Port, host: ListenHost, insecure: Insecure, record: Record, verify: Verify > 0 ? Verify : null), TimeProvider.System, cancellation, AllowSubstitution);
                try
                {
                    await cluster.WorkersAsync(1, Timeout, cancellation);
                    return cluster;
                }
                catch
                {
                    await cluster.DisposeAsync();
                    throw;
                }
            }
            catch (InvalidSettingException e)
            {
                throw new BadInputException(e.Message, e);
            }
        }

        public override string ToString() => $"cluster with its coordinator here, port {Port}";
    }

    /// <summary>Reads <c>HOST:PORT,…</c>; <paramref name="option"/> names the option in the error.</summary>
    /// <exception cref="BadInputException">It is not that.</exception>
    public static Joined ParseAddresses(string option, string text) => new([.. text.Split(',', StringSplitOptions.TrimEntries).Select(address => ParseAddress(option, address))]);

    /// <summary>Reads one <c>HOST:PORT</c>.</summary>
    /// <inheritdoc cref="ParseAddresses" path="/exception"/>
    public static Endpoint ParseAddress(string option, string text)
    {
        try
        {
            return Endpoint.Parse(text, option);
        }
        catch (InvalidSettingException e)
        {
            throw new BadInputException($"{option} is \"{text}\"; give HOST:PORT with a port from 1 to 65535, for example 127.0.0.1:9400; several with commas between them.", e);
        }
    }
}
