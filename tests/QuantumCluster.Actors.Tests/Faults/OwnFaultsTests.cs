using Akka.Actor;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using static QuantumCluster.Actors.Protocol.FaultProtocol;

namespace QuantumCluster.Actors.Tests.Faults;

public sealed class OwnFaultsTests : ActorSpec
{
    private static readonly FaultPlan Plan = new(new Seed(861), TimeSpan.FromSeconds(1), 2, 0,
    [
        new(TimeSpan.FromMilliseconds(1), 1, new FaultAct.Crash(0, 2)),
        new(TimeSpan.FromMilliseconds(2), 0, new FaultAct.Lie(1, 1)),
        new(TimeSpan.FromMilliseconds(3), 1, new FaultAct.Kill()),
        new(TimeSpan.FromMilliseconds(4), 1, new FaultAct.Drop(TimeSpan.FromMilliseconds(100), 0.3)),
    ]);

    [Fact]
    public void Node_does_to_itself_what_the_plan_says_of_it_with_the_plans_seeds()
    {
        IActorRef actor = Sys.ActorOf(OwnFaultsActor.Props(Plan, 1, TestActor));
        After<ActorIdentity>(actor, CreateTestProbe(), new Identify(0)); // by then its timers are set
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        Pass(TimeSpan.FromMilliseconds(4));
        InjectFault[] injected = [ExpectMsg<InjectFault>(), ExpectMsg<InjectFault>()];
        Assert.Equal([(Plan.Faults[0].Act, Plan.SeedOf(0)), (Plan.Faults[3].Act, Plan.SeedOf(3))], injected.OrderBy(m => m.Number).Select(m => (m.Act, m.Seed)));
        Pass(TimeSpan.FromSeconds(10));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void What_is_done_to_processes_from_outside_is_left_out() => Assert.Equal([[1], [0, 3]], new[] { 0, 1 }.Select(node => OwnFaultsActor.Of(Plan, node).ToArray()));

    [Fact]
    public void Plan_is_read_from_the_file_that_the_soak_writes_and_brings_what_it_needs()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, FaultPlanText.Write(Plan));
            NodeSettings settings = NodeSettings.Load(NodeRole.Worker, [], faults: file, faultsAs: 1);
            Assert.Equal((Plan, 1, true), (settings.Faults, settings.FaultsAs, settings.FaultsEnabled));
            Assert.Contains("from 0 to 1", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, [], faults: file, faultsAs: 2)).Message);
            File.WriteAllText(file, "nothing = here");
            Assert.Contains("fault-plan", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, [], faults: file)).Message);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Contains("cannot be read", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Worker, [], faults: "/no/such/plan.conf")).Message);
        Assert.Null(NodeSettings.Load(NodeRole.Worker, []).Faults);
    }
}
