using System.Reflection;
using System.Text.Json;
using Akka.Event;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Diary;

public sealed class JsonLineTests : ActorSpec
{
    private static readonly WorkerId Worker = new("127.0.0.1:9401", 7);
    private static readonly TrainerId Trainer = new("127.0.0.1:9500", 7);
    private static readonly JobKey Key = new(new RunId(0xAB, 3), 1, 0, 2, 16, 2);

    [Fact]
    public void Event_becomes_one_line_with_what_is_known()
    {
        string line = JsonLine.Of(Logged(log => log.Report(new NodeEvent.JobGrantedAgain(Key, 31, 2, Worker) { Term = 4 })), "127.0.0.1:9400", "coordinator");
        Assert.DoesNotContain('\n', line);
        JsonElement json = JsonDocument.Parse(line).RootElement;
        Assert.Equal(["time", "level", "event", "message", "node", "role", "term", "step", "run", "job", "worker"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("info", "job-granted-again", "127.0.0.1:9400", "coordinator"), (Text(json, "level"), Text(json, "event"), Text(json, "node"), Text(json, "role")));
        Assert.Equal(31, json.GetProperty("step").GetInt64());
        Assert.Equal((4, "ab-3", Key.ToString(), "127.0.0.1:9401"), (json.GetProperty("term").GetInt64(), Text(json, "run"), Text(json, "job"), Text(json, "worker")));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Text(json, "time"));
    }

    [Fact]
    public void Prose_that_breaks_lines_stays_on_one_and_says_where_it_comes_from()
    {
        string line = JsonLine.Of(Logged(log => log.Error(new InvalidOperationException("worse\nstill"), "It is \"bad\"\nand long")), null, "worker");
        Assert.DoesNotContain('\n', line);
        JsonElement json = JsonDocument.Parse(line).RootElement;
        Assert.Equal(("error", "log", "It is \"bad\"\nand long", "InvalidOperationException: worse\nstill"), (Text(json, "level"), Text(json, "event"), Text(json, "message"), Text(json, "cause")));
        Assert.False(json.TryGetProperty("node", out _));
    }

    [Fact]
    public void Every_event_has_a_name_a_sentence_and_its_own_facts()
    {
        NodeEvent[] all =
        [
            new NodeEvent.WorkerRegistered(Worker, 2), new NodeEvent.WorkerRefused(Worker, "other bits"), new NodeEvent.WorkerDraining(Worker), new NodeEvent.WorkerLeft(Worker),
            new NodeEvent.WorkerLost(Worker, "it stopped"), new NodeEvent.JobGrantedAgain(Key, 31, 2, Worker), new NodeEvent.RunFailed(Key.Run, 31, Key, "leased > lost."),
            new NodeEvent.WorkerQuarantined(Worker.Node, "it lies", 3, 4), new NodeEvent.CoordinatorFound("127.0.0.1:9400"), new NodeEvent.CoordinatorLost(), new NodeEvent.Drained(),
            new NodeEvent.SeatTaken(3, true), new NodeEvent.SeatLost(3, "no quorum"),
            new NodeEvent.TrainerTaken(Trainer), new NodeEvent.TrainerRefused(Trainer, "its data are others"), new NodeEvent.TrainerLost(Trainer, "it stopped"),
            new NodeEvent.ShareFailed(Trainer, 31, 1, "A picture is gone."), new NodeEvent.LeadFound("127.0.0.1:9400"), new NodeEvent.LeadLost(),
        ];
        Assert.Equal(typeof(NodeEvent).GetNestedTypes(BindingFlags.Public).Select(t => t.Name).Order(), all.Select(e => e.GetType().Name).Order());
        Assert.Equal(all.Length, all.Select(e => e.Name).Distinct().Count());
        Assert.All(all, e => Assert.Matches("^[a-z]+(-[a-z]+)*$", e.Name));
        Assert.All(all, e => Assert.EndsWith(".", e.ToString()));
        Assert.Equal(7, all.Count(e => e.Worker == Worker.Node));
        Assert.Equal(4, all.Count(e => e.Worker == Trainer.ToString()));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>What a logger of the system is given.</summary>
    private LogEvent Logged(Action<ILoggingAdapter> write)
    {
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        write(Akka.Event.Logging.GetLogger(Sys, "test"));
        return FishForMessage<LogEvent>(e => e.LogSource.StartsWith("test", StringComparison.Ordinal));
    }
}
