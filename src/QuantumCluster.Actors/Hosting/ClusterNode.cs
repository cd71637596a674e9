using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Health;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.RoundTrips;
using QuantumCluster.Actors.Management;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Succession;
using QuantumCluster.Actors.Tls;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Actors.Working;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Hosting;

/// <summary>One coordinator or worker node on the network, in this process.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    internal const string SystemName = "quantum-cluster";

    private readonly ServiceProvider _services;
    private readonly ActorSystem _system;
    private readonly NodeSettings _settings;
    private readonly IActorRef? _worker;

    private ClusterNode(ServiceProvider services, ActorSystem system, NodeSettings settings, IActorRef? worker) =>
        (_services, _system, _settings, _worker) = (services, system, settings, worker);

    /// <summary>Digest of the self-test on this machine's devices: nodes of one cluster must agree in it.</summary>
    internal static string SelfTest { get; } = Devices.SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit));

    internal ActorSystem System => _system;

    /// <summary>Ends when the node has left the cluster, of its own will or because the others removed it.</summary>
    public Task Stopped => _system.WhenTerminated;

    /// <summary>Whether the node ends because somebody told it to leave, and not because the cluster is gone.</summary>
    public bool ToldToLeave => CoordinatedShutdown.Get(_system).ShutdownReason is ManagementActor.LeaveRequested;

    /// <summary>Why the coordinator will not use this worker, which therefore stops; null as long as it has not said so.</summary>
    public string? Refusal => (CoordinatedShutdown.Get(_system).ShutdownReason as WorkerRefusedReason)?.Why;

    /// <summary>The system of this name at an address, as Akka writes it.</summary>
    internal static string SystemAddress(Endpoint at, TlsSettings? tls) => $"akka.{(tls is null ? "tcp" : "ssl.tcp")}://{SystemName}@{at}";

    /// <summary>Starts listening and joining; <see cref="UpAsync"/> tells when that is done.</summary>
    /// <exception cref="InvalidSettingException">The node cannot listen where the settings say, or not with its certificate.</exception>
    public static async Task<ClusterNode> StartAsync(NodeSettings settings, TimeProvider time, CancellationToken cancellation = default)
    {
        IActorRef? worker = null;
        NodeCredentials? credentials = settings.Tls is { } tls ? NodeCredentials.Load(tls, settings.Listen.Host, time) : null;
        HealthFile? health = settings.HealthFile is { } file ? new HealthFile(file, time) : null;
        health?.Prepare();
        var export = TelemetryExport.Start(settings.Telemetry, settings.Role == NodeRole.Coordinator ? CoordinatorFinder.Role : "worker", time);
        var services = new ServiceCollection();
        services.AddSingleton(_ => export); // ends with them
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IHostApplicationLifetime>(new Lifetime());
        services.AddAkka(SystemName, builder => builder
            .AddHocon(settings.Config, HoconAddMode.Prepend)
            .WithRemoting(new RemoteOptions { HostName = settings.Listen.Host, Port = settings.Listen.Port })
            .WithClustering(new ClusterOptions
            {
                Roles = [settings.Role == NodeRole.Coordinator ? CoordinatorFinder.Role : "worker"],
            })
            .WithTls(credentials)
            .WithActors((system, _) =>
            {
                RefusedMessages.Of(system); // counts from now on
                if (settings.Role == NodeRole.Coordinator) StartSeat(system, settings, time);
                else worker = StartWorker(system, settings, time);
                if (worker is not null) system.ActorOf(MembershipWatch.Props(quorum: 0), "membership-watch");
                else if (settings.MayRejoin) system.ActorOf(MembershipWatch.Props(settings.Coordinator.Quorum), "membership-watch");
                if (worker is null) system.ActorOf(Akka.Actor.Props.Create<CountsSampler>(), "counts");
                if (worker is null) system.ActorOf(ManagementActor.Props(null, []), ManagementActor.Name);
                if (health is not null) system.ActorOf(HealthActor.Props(health, worker), "health");
                if (settings.Role == NodeRole.Coordinator) system.ActorOf(FaultActor.Props(settings.FaultsEnabled, []), FaultActor.Name);
            }));
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<TelemetryExport>();
            ActorSystem system = provider.GetRequiredService<ActorSystem>();
            foreach (IHostedService service in provider.GetServices<IHostedService>()) await service.StartAsync(cancellation).ConfigureAwait(false);
            var cluster = Akka.Cluster.Cluster.Get(system);
            cluster.JoinSeedNodes(settings.Seeds.IsEmpty ? [cluster.SelfAddress] : settings.Seeds.Select(seed => cluster.SelfAddress.WithHost(seed.Host).WithPort(seed.Port)));
            return new(provider, system, settings, worker);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw new InvalidSettingException(ListenFailure.Is(e)
                ? $"The node cannot listen at {settings.Listen}: the port is taken, or the address is not this machine's. Choose another port, or 0 for any free one."
                : $"The node cannot start with these settings: {Innermost(e).Message}", e);
        }
    }

    /// <summary>Waits until a coordinator node has come up, or until a coordinator has taken a worker: it need not have come up for that.</summary>
    /// <returns>One line for people: role, address, devices, coordinator.</returns>
    public async Task<string> UpAsync(CancellationToken cancellation = default)
    {
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(_system);
        var self = new Endpoint(cluster.SelfAddress.Host!, cluster.SelfAddress.Port!.Value);
        if (_worker is not null)
        {
            var place = await _worker.Ask<WorkerActor.Place>(WorkerActor.AwaitPlace.Instance, cancellation).ConfigureAwait(false);
            return $"worker up at {self}, {_settings.Worker.Devices} devices{(_settings.Worker.Profile.Name == "ideal" ? "" : $" ({_settings.Worker.Profile.Name})")}, coordinator {place.Coordinator!.Path.Address.Host}:{place.Coordinator.Path.Address.Port}";
        }

        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        await up.Task.WaitAsync(cancellation).ConfigureAwait(false);
        return $"coordinator up at {self}";
    }

    /// <summary>Drains, leaves the cluster and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Which jobs are verified must not be known to workers; no result depends on it.</summary>
    private static CoordinatorSettings WithSecretSeed(CoordinatorSettings settings) => settings with
    {
        Ledger = settings.Ledger with { VerifySeed = new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8))) },
    };

    /// <summary>The reason under all wrappings, of which Akka's start has several kinds.</summary>
    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static void StartSeat(ActorSystem system, NodeSettings settings, TimeProvider time) => system.ActorOf(SeatActor.Props(
        term => system.ActorOf(CoordinatorActor.Props(WithSecretSeed(settings.Coordinator), SelfTest, term, time), CoordinatorActor.Name), settings.Coordinator.Quorum), "seat");

    private static IActorRef StartWorker(ActorSystem system, NodeSettings settings, TimeProvider time)
    {
        Address self = Akka.Cluster.Cluster.Get(system).SelfAddress;
        IQuantumDevice[] devices = [.. Enumerable.Range(0, settings.Worker.Devices).Select(_ => QuantumDevices.For(settings.Worker.Profile))];
        DeviceFaults[] faults = settings.FaultsEnabled ? [.. devices.Select(_ => new DeviceFaults(time))] : [];
        for (int d = 0; d < faults.Length; d++) devices[d] = new FaultyDevice(devices[d], faults[d], time);
        IActorRef faulty = system.ActorOf(FaultActor.Props(settings.FaultsEnabled, faults), FaultActor.Name);
        if (settings.Faults is { } plan) system.ActorOf(OwnFaultsActor.Props(plan, settings.FaultsAs, faulty), "own-faults");
        ObservedDevice[] observed = [.. devices.Select(d => new ObservedDevice(d, EmulatedTime.Of(d.Profile, settings.Worker), time))];
        var id = new WorkerId($"{self.Host}:{self.Port}", time.GetUtcNow().UtcTicks);
        IActorRef worker = system.ActorOf(WorkerActor.Props(id, settings.Worker, new CoordinatorSource.ByRole(), SelfTest, observed, time), "worker");
        system.ActorOf(ManagementActor.Props(worker, observed), ManagementActor.Name);
        if (settings.Echo) system.ActorOf(Akka.Actor.Props.Create<EchoActor>(), EchoActor.Name);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "drain", async () =>
        {
            try
            {
                await worker.Ask<WorkerActor.Drained>(WorkerActor.Drain.Instance, settings.DrainLimit).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                // what is still in hand is granted to others once this node is gone
            }

            return Akka.Done.Instance;
        });
        return worker;
    }

    /// <summary>Akka's hosting wants a host to stop; here the owner watches <see cref="Stopped"/> instead.</summary>
    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
