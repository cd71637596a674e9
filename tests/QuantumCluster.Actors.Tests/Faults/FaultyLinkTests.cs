using Akka.Actor;
using Akka.Remote.Transport;
using Google.Protobuf;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Tests.Faults;

/// <summary>One link between a network that is written down here and a node that hears.</summary>
public sealed class FaultyLinkTests : ActorSpec
{
    private readonly Wire _wire = new();
    private readonly Ear _ear = new();
    private readonly NetworkFaults _faults;
    private readonly FaultyLink _link;

    public FaultyLinkTests()
    {
        _faults = new NetworkFaults(Sys.Scheduler);
        _link = new FaultyLink(_wire, _faults);
        _link.ReadHandlerSource.SetResult(_ear);
    }

    [Fact]
    public void Frames_pass_both_ways_while_nothing_is_injected()
    {
        Speak(3);
        Assert.Equal(["out 0", "out 1", "out 2"], _wire.Written);
        Assert.Equal(["in 0", "in 1", "in 2"], _ear.Heard);
    }

    [Fact]
    public void Cut_holds_everything_and_what_was_held_arrives_in_its_order_when_it_heals()
    {
        _faults.Inject(new FaultAct.Partition(TimeSpan.FromSeconds(2)), new Seed(1));
        Speak(2);
        Pass(TimeSpan.FromSeconds(1.9));
        Speak(1);
        Assert.Empty(_wire.Written);
        Assert.Empty(_ear.Heard);
        Pass(TimeSpan.FromSeconds(0.2));
        Assert.Equal(["out 0", "out 1", "out 0"], _wire.Written);
        Assert.Equal(["in 0", "in 1", "in 0"], _ear.Heard);
    }

    [Fact]
    public void Cut_within_a_cut_lasts_until_the_later_end()
    {
        _faults.Inject(new FaultAct.Partition(TimeSpan.FromSeconds(3)), new Seed(1));
        _faults.Inject(new FaultAct.Partition(TimeSpan.FromSeconds(1)), new Seed(1));
        Speak(1);
        Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_wire.Written);
        Pass(TimeSpan.FromSeconds(1.1));
        Assert.Equal(["out 0"], _wire.Written);
    }

    [Fact]
    public void Lossy_network_loses_its_share_for_its_time()
    {
        _faults.Inject(new FaultAct.Drop(TimeSpan.FromSeconds(1), 0.5), new Seed(1));
        Speak(200);
        Assert.InRange(_wire.Written.Count, 60, 140);
        Assert.InRange(_ear.Heard.Count, 60, 140);
        Pass(TimeSpan.FromSeconds(1.1));
        int before = _wire.Written.Count;
        Speak(50);
        Assert.Equal(before + 50, _wire.Written.Count);
    }

    [Fact]
    public void So_many_frames_become_noise_of_their_length()
    {
        _faults.Inject(new FaultAct.Garble(2), new Seed(1));
        Speak(4);
        Assert.Equal(["out 2", "out 3"], _wire.Written[2..]);
        Assert.All(_wire.Written[..2], frame => Assert.Equal(5, frame.Length));
        Assert.DoesNotContain("out 0", _wire.Written);
        Assert.DoesNotContain("out 1", _wire.Written);
        Assert.Equal(4, _ear.Heard.Count);
    }

    private void Speak(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.True(_link.Write(ByteString.CopyFrom($"out {i}", System.Text.Encoding.Latin1)));
            _wire.Above.Notify(new InboundPayload(ByteString.CopyFrom($"in {i}", System.Text.Encoding.Latin1)));
        }
    }

    private sealed class Wire() : AssociationHandle(new Address("tcp", "here"), new Address("tcp", "there"))
    {
        public List<string> Written { get; } = [];

        public IHandleEventListener Above => ReadHandlerSource.Task.Result;

        public override bool Write(ByteString payload)
        {
            Written.Add(payload.ToString(System.Text.Encoding.Latin1));
            return true;
        }

#pragma warning disable CS0672, CS0618 // abstract, though obsolete
        public override void Disassociate()
        {
        }
#pragma warning restore CS0672, CS0618
    }

    private sealed class Ear : IHandleEventListener
    {
        public List<string> Heard { get; } = [];

        public void Notify(IHandleEvent ev) => Heard.Add(((InboundPayload)ev).Payload.ToString(System.Text.Encoding.Latin1));
    }
}
