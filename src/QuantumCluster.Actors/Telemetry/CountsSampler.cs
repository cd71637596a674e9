using Akka.Actor;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>On a coordinator's node: asks it every second what it has counted, while anybody listens. On a standby nobody answers.</summary>
internal sealed class CountsSampler : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public CountsSampler()
    {
        Receive<Look>(_ =>
        {
            if (ClusterTelemetry.WantsCounts) Context.ActorSelection($"/user/{CoordinatorActor.Name}").Tell(CoordinatorProtocol.GetStatus.Instance);
        });
        Receive<ClientProtocol.Status>(m => ClusterTelemetry.Publish(m.Counts));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(Look.Instance, Look.Instance, TimeSpan.Zero, Every);

    private sealed record Look : INoSerializationVerificationNeeded
    {
        public static Look Instance { get; } = new();
    }
}
