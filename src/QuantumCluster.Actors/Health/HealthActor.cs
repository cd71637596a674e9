using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;

namespace QuantumCluster.Actors.Health;

/// <summary>Keeps the <see cref="HealthFile"/> of a node: there while the node is a member and, for a worker, a coordinator has taken it.</summary>
internal sealed class HealthActor : ReceiveActor, IWithTimers
{
    private readonly HealthFile _file;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _failing;

    public HealthActor(HealthFile file, IActorRef? worker)
    {
        _file = file;
        Endpoint self = new(_cluster.SelfAddress.Host!, _cluster.SelfAddress.Port!.Value);
        Receive<LookAgain>(_ =>
        {
            if (_cluster.SelfMember.Status != MemberStatus.Up) Write(file.Remove);
            else if (worker is null) Write(() => file.Touch($"coordinator up at {self}"));
            else worker.Tell(WorkerActor.GetPlace.Instance);
        });
        Receive<WorkerActor.Place>(m =>
        {
            if (m.Coordinator is { } coordinator) Write(() => file.Touch($"worker up at {self}, coordinator {coordinator.Path.Address.Host}:{coordinator.Path.Address.Port}"));
            else Write(file.Remove);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="worker">The node's worker; null on a coordinator.</param>
    public static Props Props(HealthFile file, IActorRef? worker) => Akka.Actor.Props.Create(() => new HealthActor(file, worker));

    protected override void PreStart() => Timers.StartPeriodicTimer(LookAgain.Instance, LookAgain.Instance, TimeSpan.Zero, HealthFile.TouchEvery);

    protected override void PostStop() => Write(_file.Remove);

    /// <summary>A disk that fails is no reason for a node to end: it is said once, and whoever watches sees the file age.</summary>
    private void Write(Action write)
    {
        try
        {
            write();
            _failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failing) _log.Warning("The health file cannot be written: {0}", e.Message);
            _failing = true;
        }
    }

    private sealed record LookAgain : INoSerializationVerificationNeeded
    {
        public static LookAgain Instance { get; } = new();
    }
}
