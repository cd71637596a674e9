using Akka.Actor;
using Akka.TestKit;
using QuantumCluster.Actors.Client;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;

namespace QuantumCluster.Actors.Tests.Client;

public sealed class ClientActorTests : ActorSpec
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1), Limit = TimeSpan.FromSeconds(60);
    private static readonly Model Small = new("su4");
    private static readonly RunId Run = new(1, 1);
    private readonly OpenRuns _open = [];
    private readonly TestProbe _coordinator;
    private readonly IActorRef _client;

    public ClientActorTests()
    {
        _coordinator = CreateTestProbe("coordinator");
        _client = Sys.ActorOf(ClientActor.Props(new CoordinatorSource.Known(_coordinator.Ref), TimeSpan.Zero, _open, TimeProvider.System));
    }

    [Fact]
    public async Task Run_is_submitted_and_its_answer_handed_over()
    {
        Task<IWireMessage> answer = Start();
        SubmitRun submitted = Submitted();
        Assert.Equal((Run, Small.Plan.Hash), (submitted.Run, submitted.Plan));
        var completed = new ClientProtocol.BackwardCompleted(Run, new LayerGradients([1], [2]));
        _client.Tell(completed, _coordinator.Ref);
        Assert.Same(completed, await answer.WaitAsync(Limit));
    }

    [Fact]
    public void Plan_is_sent_when_it_is_asked_for()
    {
        Start();
        Submitted();
        _client.Tell(new ClientProtocol.PlanRequested(Small.Plan.Hash), _coordinator.Ref);
        Assert.Equal(PlanEncoding.Write(Small.Plan.Request), _coordinator.ExpectMsg<PlanProvided>().Encoded);
    }

    [Fact]
    public void Run_that_the_coordinator_does_not_know_is_submitted_again()
    {
        Start();
        SubmitRun first = Submitted();
        _client.Tell(new ClientProtocol.RunUnknown(Run), _coordinator.Ref);
        Assert.Equal(first, Submitted());
    }

    [Fact]
    public void Run_is_followed_until_it_is_answered()
    {
        Start();
        Submitted();
        for (int round = 0; round < 3; round++)
        {
            Pass(Round);
            Assert.Equal(Run, _coordinator.ExpectMsg<FollowRun>().Run);
        }
    }

    [Fact]
    public void Busy_coordinator_is_asked_again_after_a_while()
    {
        Start();
        Submitted();
        _client.Tell(new ClientProtocol.Busy(Run), _coordinator.Ref);
        Settle(); // the timer is set
        Pass(TimeSpan.FromMilliseconds(200));
        Submitted();
    }

    [Fact]
    public async Task Failed_run_tells_its_story()
    {
        Task<IWireMessage> answer = Start();
        _client.Tell(new ClientProtocol.RunFailed(Run, "leased, then lost"), _coordinator.Ref);
        Assert.Equal("leased, then lost", (await Assert.ThrowsAsync<ExecutionFailedException>(() => answer.WaitAsync(Limit))).Message);
    }

    [Fact]
    public void Abandoned_run_is_cancelled_and_not_submitted_again()
    {
        Start();
        Submitted();
        _client.Tell(new ClientActor.AbandonRun(Run));
        Assert.Equal(Run, _coordinator.ExpectMsg<CancelRun>().Run);
        _client.Tell(new ClientProtocol.RunUnknown(Run), _coordinator.Ref);
        Settle(); // and nothing before it
    }

    [Fact]
    public void New_coordinator_is_given_the_open_runs()
    {
        Start();
        SubmitRun first = Submitted();
        TestProbe next = CreateTestProbe("next");
        _client.Tell(CoordinatorLost.Instance);
        _client.Tell(new CoordinatorFound(next.Ref));
        Assert.Equal(first, next.ExpectMsg<SubmitRun>());
    }

    [Fact]
    public async Task Run_without_a_coordinator_fails_when_patience_is_over()
    {
        Task<IWireMessage> answer = Start();
        Submitted();
        _client.Tell(CoordinatorLost.Instance);
        _client.Tell(ClientActor.GetActivity.Instance, _coordinator.Ref);
        _coordinator.ExpectMsg<Akka.Actor.Status.Failure>();
        Pass(Round);
        Assert.StartsWith("No coordinator has been reachable for 0 s; start one", (await Assert.ThrowsAsync<ExecutionFailedException>(() => answer.WaitAsync(Limit))).Message);
    }

    [Fact]
    public async Task Run_that_is_under_way_when_its_session_closes_fails()
    {
        Task<IWireMessage> answer = Start();
        Submitted();
        Sys.Stop(_client);
        Assert.Contains("when its cluster session was closed", (await Assert.ThrowsAsync<ExecutionFailedException>(() => answer.WaitAsync(Limit))).Message);
    }

    [Fact]
    public void Run_of_a_session_that_joins_again_is_submitted_by_its_next_client()
    {
        _open.EndWithClient = false;
        Task<IWireMessage> answer = Start();
        SubmitRun first = Submitted();
        Watch(_client);
        Sys.Stop(_client);
        ExpectTerminated(_client);
        Assert.False(answer.IsCompleted);
        TestProbe next = CreateTestProbe("next");
        IActorRef client = Sys.ActorOf(ClientActor.Props(new CoordinatorSource.Known(_coordinator.Ref), TimeSpan.Zero, _open, TimeProvider.System));
        client.Tell(new CoordinatorFound(next.Ref));
        Assert.Equal(first, next.ExpectMsg<SubmitRun>());
    }

    private Task<IWireMessage> Start()
    {
        var answer = new TaskCompletionSource<IWireMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _client.Tell(new ClientActor.StartRun(new SubmitRun(Run, Small.Plan.Hash, Small.Batch(2, 1), null), Small.Plan, answer));
        return answer.Task;
    }

    private SubmitRun Submitted() => _coordinator.ExpectMsg<SubmitRun>();

    /// <summary>The client forwards the question to its coordinator: it comes behind whatever the client said before.</summary>
    private void Settle()
    {
        _client.Tell(ClientActor.GetActivity.Instance, _coordinator.Ref);
        _coordinator.ExpectMsg<GetStatus>();
    }
}
