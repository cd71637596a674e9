using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using static QuantumCluster.Actors.Protocol.FaultProtocol;

namespace QuantumCluster.Actors.Faults;

/// <summary>Does faults to its own node as it is told to, if the node was started for that; else refuses.</summary>
internal sealed class FaultActor : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name under <c>/user</c>.</summary>
    public const string Name = "faults";

    /// <summary>Time for the answer to leave before the network is harmed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<(Address From, long Number), IMessage> _answers = [];

    /// <param name="devices">Those of the node's devices that faults can be done to; empty when the node was not started for it.</param>
    public FaultActor(bool enabled, IReadOnlyList<DeviceFaults> devices)
    {
        ILoggingAdapter log = Context.GetLogger();
        Receive<InjectFault>(_ => !enabled, m => Sender.Tell(new FaultRefused(m.Number, "this node was not started for fault injection; start it with --config hocon/faults.conf")));
        Receive<InjectFault>(m =>
        {
            (Address, long) name = (Sender.Path.Address, m.Number);
            if (!_answers.TryGetValue(name, out IMessage? answer)) _answers[name] = answer = Done(m); // else the answer was lost, a refusal perhaps
            Sender.Tell(answer);
        });
        Receive<FaultyTransport.Inject>(m => ((IRemoteActorRefProvider)((ExtendedActorSystem)Context.System).Provider).Transport.ManagementCommand(m));

        IMessage Done(InjectFault m)
        {
            log.Info("A fault is injected: {0}", FaultPlanText.Write(m.Act));
            switch (m.Act)
            {
                case FaultAct.Partition or FaultAct.Drop or FaultAct.Garble:
                    Timers.StartSingleTimer(m.Number, new FaultyTransport.Inject(m.Act, m.Seed), Grace);
                    break;
                case FaultAct.Slow a: return Inject(m, a.Device);
                case FaultAct.Crash a: return Inject(m, a.Device);
                case FaultAct.Corrupt a: return Inject(m, a.Device);
                case FaultAct.Lie a: return Inject(m, a.Device);
                default: return new FaultRefused(m.Number, $"{FaultPlanText.NameOf(m.Act.Kind)} is done to a process from outside");
            }

            return new FaultInjected(m.Number);
        }

        IMessage Inject(InjectFault m, int device)
        {
            if (device >= devices.Count) return new FaultRefused(m.Number, $"there is no device {device}; this node has {devices.Count}");
            devices[device].Inject(m.Act, m.Seed);
            return new FaultInjected(m.Number);
        }
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(bool enabled, IReadOnlyList<DeviceFaults> devices) => Akka.Actor.Props.Create(() => new FaultActor(enabled, devices));
}
