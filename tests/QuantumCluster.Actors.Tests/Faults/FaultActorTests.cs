using Akka.Actor;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using static QuantumCluster.Actors.Protocol.FaultProtocol;

namespace QuantumCluster.Actors.Tests.Faults;

public sealed class FaultActorTests : ActorSpec
{
    [Fact]
    public void Node_that_was_not_started_for_it_refuses()
    {
        IActorRef actor = Sys.ActorOf(FaultActor.Props(false, []));
        actor.Tell(new InjectFault(3, new FaultAct.Crash(0, 1), default), TestActor);
        FaultRefused refused = ExpectMsg<FaultRefused>();
        Assert.Equal(3, refused.Number);
        Assert.Contains("hocon/faults.conf", refused.Reason);
    }

    [Fact]
    public void Fault_of_a_device_befalls_that_device()
    {
        DeviceFaults[] devices = [new(TimeProvider.System), new(TimeProvider.System)];
        IActorRef actor = Sys.ActorOf(FaultActor.Props(true, devices));
        actor.Tell(new InjectFault(1, new FaultAct.Lie(1, 1), new Seed(2)), TestActor);
        ExpectMsg(new FaultInjected(1));
        actor.Tell(new InjectFault(1, new FaultAct.Lie(1, 1), new Seed(2)), TestActor); // as if the answer had been lost
        ExpectMsg(new FaultInjected(1));
        Assert.Null(devices[0].Next().Mishap);
        Assert.Equal(FaultKind.Lie, devices[1].Next().Mishap!.Value.Kind);
        Assert.Null(devices[1].Next().Mishap);
    }

    [Theory]
    [InlineData(2, "there is no device 2; this node has 2")]
    public void Device_that_is_not_there_is_refused(int device, string reason)
    {
        IActorRef actor = Sys.ActorOf(FaultActor.Props(true, [new(TimeProvider.System), new(TimeProvider.System)]));
        for (int times = 0; times < 2; times++) // asked again, as if the answer had been lost
        {
            actor.Tell(new InjectFault(1, new FaultAct.Slow(device, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), default), TestActor);
            ExpectMsg(new FaultRefused(1, reason));
        }
    }

    [Fact]
    public void What_is_done_to_a_process_from_outside_is_refused()
    {
        IActorRef actor = Sys.ActorOf(FaultActor.Props(true, []));
        actor.Tell(new InjectFault(1, new FaultAct.Kill(), default), TestActor);
        ExpectMsg(new FaultRefused(1, "kill is done to a process from outside"));
    }
}
