using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using static QuantumCluster.Actors.Protocol.FaultProtocol;

namespace QuantumCluster.Actors.Faults;

/// <summary>Plays a plan's faults on the actor's own node, each at its time after the node's start, with the seed that the plan gives it.</summary>
internal sealed class OwnFaultsActor : ReceiveActor, IWithTimers
{
    private readonly FaultPlan _plan;
    private readonly int _node;

    /// <param name="node">Which of the plan's workers this one is.</param>
    /// <param name="faults">The node's <see cref="FaultActor"/>.</param>
    public OwnFaultsActor(FaultPlan plan, int node, IActorRef faults)
    {
        (_plan, _node) = (plan, node);
        ILoggingAdapter log = Context.GetLogger();
        Receive<Due>(m => faults.Tell(new InjectFault(m.Fault, plan.Faults[m.Fault].Act, plan.SeedOf(m.Fault))));
        Receive<FaultRefused>(m => log.Warning("Fault {0} of the plan is not injected: {1}", m.Number + 1, m.Reason));
        Receive<FaultInjected>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(FaultPlan plan, int node, IActorRef faults) => Akka.Actor.Props.Create(() => new OwnFaultsActor(plan, node, faults));

    /// <summary>The plan's faults that this node can do to itself; what is done to a process from outside is left to whoever runs it.</summary>
    /// <returns>Places in <see cref="FaultPlan.Faults"/>.</returns>
    public static ImmutableArray<int> Of(FaultPlan plan, int node) => [.. Enumerable.Range(0, plan.Faults.Length).Where(i => plan.Faults[i].Node == node
        && plan.Faults[i].Act is (FaultAct.Partition or FaultAct.Drop or FaultAct.Garble or FaultAct.Slow or FaultAct.Crash or FaultAct.Corrupt or FaultAct.Lie))];

    protected override void PreStart()
    {
        foreach (int fault in Of(_plan, _node)) Timers.StartSingleTimer(fault, new Due(fault), _plan.Faults[fault].At);
    }

    private sealed record Due(int Fault) : INoSerializationVerificationNeeded;
}
