using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using QuantumCluster.Actors.Client;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Tls;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>Membership of a running cluster, in the role <c>trainer</c>: submits runs, does none.</summary>
public sealed class ClusterConnection : IClusterSession
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Func<ActorSystem> _start;
    private readonly ClusterConnectionSettings _settings;
    private readonly OpenRuns _open = new() { EndWithClient = false };
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Session _session;
    private volatile IActorRef _client;
    private volatile ActorSystem _system;
    private volatile Action<ActorSystem> _beside = _ => { }; // what this process does besides, in every life as a member
    private volatile bool _closing;

    private ClusterConnection(Func<ActorSystem> start, ClusterConnectionSettings settings)
    {
        (_start, _settings, _system) = (start, settings, start());
        _client = Client(_system);
        _session = new Session(() => _client, _open, settings.Session ?? SessionNumber(settings.Time), _closed.Task, settings.Verify, settings.AllowSubstitution);
    }

    internal ActorSystem System => _system;

    public IFragmentExecutor Executor => _session.Executor;

    /// <summary>
    /// Joins a cluster by any of its coordinators. A connection that the cluster has given up, because it could not reach it for too long,
    /// joins again as a new member, and what is under way goes on.
    /// </summary>
    /// <param name="seeds">Where they listen; at least one.</param>
    /// <exception cref="InvalidSettingException">A configuration file is missing or not HOCON, or has a key or value that is not allowed; or the certificate cannot be used.</exception>
    /// <exception cref="ExecutionFailedException">No coordinator answers within the limit, or no worker is up.</exception>
    public static async Task<ClusterConnection> JoinAsync(IReadOnlyList<Endpoint> seeds, ClusterConnectionSettings settings, CancellationToken cancellation = default)
    {
        var tree = SettingsTree.Load(null, settings.ConfigFiles);
        string listen = new Endpoint(tree.Text("node.host", settings.ListenHost), 0).Host;
        var tls = TlsSettings.Read(tree);
        ListenRule.Require(listen, tls, settings.Insecure);
        Config config = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = ERROR
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = "{{listen}}", port = 0 }
              cluster.roles = [trainer]
            }
            """).WithFallback(tree.Config);
        var telemetry = TelemetrySettings.Read(tree);
        ActorSystem Start()
        {
            ActorSystem system = Listen(listen, TlsHosting.Setup(tls, listen, settings.Time), config);
            system.RegisterOnTermination(TelemetryExport.Start(telemetry, "trainer", settings.Time).Dispose);
            return Join(seeds, system);
        }

        var connection = new ClusterConnection(Start, settings);
        try
        {
            await connection.WaitAsync(seeds, settings, cancellation).ConfigureAwait(false);
            _ = connection.StayAsync();
            return connection;
        }
        catch
        {
            await connection._system.Terminate().ConfigureAwait(false);
            throw;
        }
    }

    internal Task<Endpoint?> CoordinatorAsync(CancellationToken cancellation) => _session.CoordinatorAsync(cancellation);

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => _session.GetActivityAsync(cancellation);

    /// <summary>Takes part in the run that is led on the coordinator's node, or will be, until it is complete. To be called once.</summary>
    public async Task<TrainerEnd> TrainAsync(ITrainerWork work, CancellationToken cancellation = default)
    {
        var end = new TaskCompletionSource<TrainerEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inTurn = new PreparingInTurn(work); // shared by the trainers that this session presents itself as, one after another
        _beside = system =>
        {
            Address self = Akka.Cluster.Cluster.Get(system).SelfAddress;
            var id = new TrainerId($"{self.Host}:{self.Port}", _settings.Time.GetUtcNow().UtcTicks);
            system.ActorOf(TrainerActor.Props(id, inTurn, new CoordinatorSource.ByRole(LeadActor.Name), done => end.TrySetResult(done)), "trainer");
        };
        _beside(_system);
        return await end.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Leaves the cluster; what is under way fails.</summary>
    public async ValueTask DisposeAsync()
    {
        (_closing, _open.EndWithClient) = (true, true);
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        _closed.TrySetResult();
    }

    private static ActorSystem Join(IReadOnlyList<Endpoint> seeds, ActorSystem system)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        cluster.JoinSeedNodes(seeds.Select(seed => cluster.SelfAddress.WithHost(seed.Host).WithPort(seed.Port)));
        RefusedMessages.Of(system); // counts from now on
        system.ActorOf(MembershipWatch.Props(quorum: 0), "membership-watch");
        return system;
    }

    private IActorRef Client(ActorSystem system) => system.ActorOf(ClientActor.Props(new CoordinatorSource.ByRole(), _settings.Patience, _open, _settings.Time), "client");

    private async Task StayAsync()
    {
        while (true)
        {
            await _system.WhenTerminated.ConfigureAwait(false);
            if (_closing) return;
            await Task.Delay(Pause, _settings.Time).ConfigureAwait(false);
            try
            {
                _system = _start();
                _client = Client(_system);
                _beside(_system);
            }
            catch (Exception e) when (e is ExecutionFailedException or InvalidSettingException)
            {
                _open.Fail(e.Message);
                _closed.TrySetResult();
                return;
            }

            if (_closing) await _system.Terminate().ConfigureAwait(false);
        }
    }

    private static ActorSystem Listen(string host, ActorSystemSetup setup, Config config)
    {
        try
        {
            return ActorSystem.Create(ClusterNode.SystemName, setup.And(BootstrapSetup.Create().WithConfig(config)));
        }
        catch (Exception e) when (ListenFailure.Is(e))
        {
            throw new ExecutionFailedException($"This process cannot listen at {host}; it must be an address of this machine that the cluster can reach.", e);
        }
    }

    private async Task WaitAsync(IReadOnlyList<Endpoint> seeds, ClusterConnectionSettings settings, CancellationToken cancellation)
    {
        long start = settings.Time.GetTimestamp();
        bool answered = false;
        while (settings.Time.GetElapsedTime(start) < settings.JoinTimeout)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                ClusterActivity activity = await GetActivityAsync(cancellation).ConfigureAwait(false);
                if (activity.Nodes > 0) return;
                answered = true;
            }
            catch (ExecutionFailedException)
            {
                // not known yet, or not answering: asked again until the limit
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), settings.Time, cancellation).ConfigureAwait(false);
        }

        throw new ExecutionFailedException(answered
            ? $"The coordinator at {string.Join(", ", seeds)} answers, but no worker has been up within {settings.JoinTimeout.TotalSeconds:0} s; start one with: qcluster node --role worker --seed {string.Join(',', seeds)}."
            : $"No coordinator has answered at {string.Join(", ", seeds)} within {settings.JoinTimeout.TotalSeconds:0} s; {WayOn(seeds[0])}.");
    }

    private string WayOn(Endpoint seed) => RefusedMessages.Of(_system).Last is { } refused
        ? $"this process refused {refused}"
        : $"start one with: qcluster node --role coordinator --port {seed.Port}";

    /// <summary>Differs between processes of one machine and between moments.</summary>
    private static ulong SessionNumber(TimeProvider time) =>
        new Circuits.Seed((ulong)time.GetUtcNow().UtcTicks).For((ulong)Environment.ProcessId).For((ulong)time.GetTimestamp()).For(Environment.MachineName).Value;
}
