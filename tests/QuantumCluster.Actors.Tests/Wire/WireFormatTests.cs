using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Management;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.RoundTrips;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Tests.Wire;

public sealed class WireFormatTests
{
    private static readonly WorkerId Worker = new("127.0.0.1:9401", 7);
    private static readonly TrainerId Trainer = new("127.0.0.1:9402", 8);
    private static readonly RunId Run = new(0xABCDEF, 3);
    private static readonly JobKey Key = new(Run, 1, 0, 2, 16, 2);
    private static readonly ProgramHash Hash = new(1, 2, 3, 4);
    private static readonly DeviceClass Superconducting = new("superconducting", "0123456789abcdef", 5, isNoisy: true);

    /// <summary>One of every message, with every optional part.</summary>
    private static readonly IWireMessage[] Samples =
    [
        new CoordinatorProtocol.RegisterWorker(Worker, 5, "0123456789abcdef", 2, 10, 18),
        new CoordinatorProtocol.OfferCredits(Worker, 19),
        new CoordinatorProtocol.OutcomesReported(Worker,
        [
            new(new LeaseId(1), new JobOutcome.Evaluated(Key, [0.25, 0.75, 0.5, 0.5])),
            new(new LeaseId(2), new JobOutcome.Differentiated(Key, [1, 2], [-0.0, double.Epsilon])),
            new(new LeaseId(3), new JobOutcome.Refused(Key, "too wide")),
            new(new LeaseId(4), new JobOutcome.Faulted(Key, "burnt out")),
            new(new LeaseId(5), new JobOutcome.Counted(Key, [1, 0, 3, int.MaxValue])),
            new(new LeaseId(6), new JobOutcome.Differentiated(Key, [1, 2], [3]) { Variances = new([0.5, 0.25], [0.125]) }),
        ], 22),
        new CoordinatorProtocol.ProgramRequested(Worker, Hash),
        new CoordinatorProtocol.WorkerDraining(Worker),
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null),
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), new FragmentTensors([[1, 2], [3, 4, 5, 6]], 2)) { Verify = 0.25 },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null) { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        new WorkerProtocol.JobsGranted(Worker, 12, [], 3) { Traces = [new(Run, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")] },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null) { Shots = new ShotPlan(1000, new Seed(ulong.MaxValue)) },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null) { Shots = new ShotPlan([new VariantShots([7, 8]), 9], new Seed(3)) },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), new FragmentTensors([[1, 2]], 2)) { Shift = ShiftPlan.Exact },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), new FragmentTensors([[1, 2]], 2)) { Shift = new ShiftPlan(1000, new Seed(ulong.MaxValue)) },
        new CoordinatorProtocol.FollowRun(Run),
        new CoordinatorProtocol.CancelRun(Run),
        new CoordinatorProtocol.PlanProvided(Hash, [1, 2, 3]),
        CoordinatorProtocol.GetStatus.Instance,
        new WorkerProtocol.WorkerRegistered(Worker, 5, 3),
        new WorkerProtocol.WorkerRefused(Worker, "other bits"),
        new WorkerProtocol.RegistrationRequested(Worker),
        new WorkerProtocol.DrainConfirmed(Worker),
        new WorkerProtocol.JobsGranted(Worker, 12,
        [
            new(new LeaseId(1), 1, new FragmentJob(Key, Hash, [0.1, 0.2], [1, 2], new JobAsk.Probabilities())),
            new(new LeaseId(2), 3, new FragmentJob(Key, Hash, [0.3, 0.4], [3, 4], new JobAsk.VectorJacobianProduct([1, 2, 3, 4]))),
            new(new LeaseId(3), 1, new FragmentJob(Key, Hash, [0.3, 0.4], [3, 4], new JobAsk.Counts(1000, new Seed(ulong.MaxValue))) { Step = 41 }),
            new(new LeaseId(4), 1, new FragmentJob(Key, Hash, [0.3, 0.4], [3, 4], new JobAsk.Counts(new VariantShots([.. Enumerable.Range(1, Key.VariantCount)]), new Seed(5)))),
            new(new LeaseId(5), 1, new FragmentJob(Key, Hash, [0.3, 0.4], [3, 4], new JobAsk.ShiftProduct([1, 2, 3, 4], 1000, new Seed(ulong.MaxValue)))),
            new(new LeaseId(6), 1, new FragmentJob(Key, Hash, [0.3, 0.4], [3, 4], new JobAsk.ShiftProduct([1, 2, 3, 4], null, default))),
        ], 3),
        new WorkerProtocol.ProgramProvided(Hash, [4, 5]),
        new ClientProtocol.PlanRequested(Hash),
        new ClientProtocol.ForwardCompleted(Run, new ForwardResult([0.5, 0.5], new FragmentTensors([[1, 2], [3, 4]], 2))),
        new ClientProtocol.BackwardCompleted(Run, new LayerGradients([1, 2], [3])),
        new ClientProtocol.BackwardCompleted(Run, new LayerGradients([1, 2], [3]) { Variances = new([0.5, 0.25], [0.125]) }),
        new ClientProtocol.RunFailed(Run, "leased > lost"),
        new ClientProtocol.Busy(Run),
        new ClientProtocol.RunUnknown(Run),
        new ClientProtocol.Status(new LedgerCounts(1, 2, 3, 4, 5, 6, 7, 8, 9)
        {
            Speculated = 10, Duplicated = 11, Refused = 12, Invalid = 13, Verified = 14, Disagreed = 15, Retracted = 16, Quarantined = 17, Doubtful = 18, VerifyShare = 0.19,
        }),
        new FaultProtocol.InjectFault(7, new FaultAct.Slow(1, TimeSpan.FromMilliseconds(1500), TimeSpan.FromMilliseconds(20)), new Seed(ulong.MaxValue)),
        new FaultProtocol.FaultInjected(7),
        new FaultProtocol.FaultRefused(8, "not here"),
        ManagementProtocol.GetCluster.Instance,
        new ManagementProtocol.ClusterReported(new([new("127.0.0.1:9400", "coordinator", "up")], new("127.0.0.1:9400", 3, new LedgerCounts(1, 2, 3, 4, 5, 6, 7, 8, 9)), 10)),
        new ManagementProtocol.ClusterReported(new([], null, 0)),
        new ManagementProtocol.GetWorkers(OnlyThis: true),
        new ManagementProtocol.WorkersReported([new("127.0.0.1:9401", WorkerState.Draining, 4, [new("five-qubit", 5, 6, 0.75)])]),
        new ManagementProtocol.DrainNode("127.0.0.1:9401"),
        new ManagementProtocol.NodeDrained("127.0.0.1:9401"),
        new ManagementProtocol.LeaveNode("127.0.0.1:9401"),
        new ManagementProtocol.NodeLeaving("127.0.0.1:9401"),
        new ManagementProtocol.NodeRefused("127.0.0.1:9402", "there is no such node"),
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2, step: 41), null),
        new CoordinatorProtocol.RegisterWorker(Worker, 5, "0123456789abcdef", 2, 10, 18) { Class = Superconducting },
        new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null) { AllowSubstitution = true },
        new ClientProtocol.ForwardCompleted(Run, new ForwardResult([0.5, 0.5], new FragmentTensors([[1, 2], [3, 4]], 2)) { Substituted = [new(1, Superconducting, 7)] }),
        new ClientProtocol.BackwardCompleted(Run, new LayerGradients([1, 2], [3]) { Substituted = [new(0, Superconducting, 1), new(1, Superconducting, 2)] }),
        new ClientProtocol.Status(new LedgerCounts(1, 2, 3, 4, 5, 6, 7, 8, 9) { Substituted = 10 }),
        new LeadProtocol.PresentTrainer(Trainer, 0x0102030405060708, Idle: true),
        new LeadProtocol.TrainerReady(Trainer, 7, "{}"),
        new LeadProtocol.ShareDone(Trainer, 7, 41, 2, new byte[] { 1, 2, 3 }),
        new LeadProtocol.ShareFailed(Trainer, 7, 41, 2, "burnt out"),
        new TrainerProtocol.RunDescribed(Trainer, 7, "{}"),
        new TrainerProtocol.TrainerRefused(Trainer, "other bits"),
        new TrainerProtocol.StateProvided(Trainer, 7, 41, new byte[] { 4, 5 }),
        new TrainerProtocol.ShareAsked(Trainer, 7, 41, 2),
        new TrainerProtocol.RunEnded(Trainer, 7),
        new MessagePart(1, 0, 2, "sr", [1, 2]),
        new Probe(1, 3, [1, 2]),
        new ProbeAnswer(1, [1, 2, 3]),
    ];

    [Fact]
    public void Every_message_type_has_a_form_on_the_wire_and_a_sample_here()
    {
        Type[] types = [.. typeof(IWireMessage).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IWireMessage)) && t is { IsInterface: false, IsAbstract: false })];
        Assert.Equal(types.Select(t => t.Name).Order(), WireFormat.Types.Select(t => t.Name).Order());
        Assert.Equal(types.Select(t => t.Name).Order(), Samples.Select(m => m.GetType().Name).Distinct().Order());
        Assert.All(types, t => Assert.True(t.IsSealed));
    }

    [Fact]
    public void Every_message_comes_back_as_it_was()
    {
        foreach (IWireMessage message in Samples)
            Assert.Equal(Text(message), Text(WireFormat.Read(WireFormat.ManifestOf(message), WireFormat.Write(message))));
    }

    [Fact]
    public void Bytes_on_the_wire_stay_what_they_were()
    {
        Assert.Equal("0A190A0E3132372E302E302E313A3934303111070000000000000010051A10303132333435363738396162636465662002280A3012", Hex(Samples[0]));
        Assert.Equal("0A0B09EFCDAB0000000000100312200000000000000001000000000000000200000000000000030000000000000004180222080000"
            + "00000000E03F2A10000000000000F03F0000000000000040", Hex(Samples[5]));
        Assert.Equal("0A0B09EFCDAB000000000010031A0D6C6561736564203E206C6F7374".Replace("1A0D", "120D"), Hex(new ClientProtocol.RunFailed(Run, "leased > lost")));
    }

    [Fact]
    public void Bytes_of_shares_stay_what_they_were_and_shares_that_cannot_be_are_refused()
    {
        byte[] bytes = WireFormat.Write(new LeadProtocol.ShareDone(Trainer, 0x0102030405060708, 41, 2, new byte[] { 1, 2, 3 }));
        Assert.Equal("0A190A0E3132372E302E302E313A39343032110800000000000000120D0908070605040302011029" + "18021A03010203", Convert.ToHexString(bytes));
        bytes[^6] = 0xFF; // the share's number
        Assert.Throws<SerializationException>(() => WireFormat.Read("sd", bytes));
        Assert.Contains("describes no run", Assert.Throws<SerializationException>(() => WireFormat.Read("td", WireFormat.Write(new TrainerProtocol.RunDescribed(Trainer, 0, "{}")))).Message, StringComparison.Ordinal);
        Assert.Contains("step -1", Assert.Throws<SerializationException>(() => WireFormat.Read("sa", WireFormat.Write(new TrainerProtocol.ShareAsked(Trainer, 7, -1, 0)))).Message, StringComparison.Ordinal);
        Assert.Contains("names no trainer", Assert.Throws<SerializationException>(() => WireFormat.Read("te", WireFormat.Write(new TrainerProtocol.RunEnded(new("", 1), 7)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_shots_and_counts_stay_what_they_were()
    {
        var job = new FragmentJob(new JobKey(Run, 1, 0, 1, 0, 1), Hash, [], [], new JobAsk.Counts(1000, new Seed(0x0102030405060708)));
        Assert.EndsWith("4A0C08E807110807060504030201", Hex(new WorkerProtocol.JobsGranted(Worker, 1, [new(new LeaseId(1), 1, job)], 0)), StringComparison.Ordinal);
        Assert.Contains("3A0801000000E7030000", Hex(new CoordinatorProtocol.OutcomesReported(Worker, [new(new LeaseId(1), new JobOutcome.Counted(job.Key, [1, 999]))], 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_a_run_with_shots_stay_what_they_were_and_a_run_without_a_shot_is_refused()
    {
        byte[] bytes = WireFormat.Write(new CoordinatorProtocol.SubmitRun(Run, Hash, new Batch([0.5], [1, 2], 2), null) { Shots = new ShotPlan(1000, new Seed(0x0102030405060708)) });
        Assert.EndsWith("4A0C08E807110807060504030201", Convert.ToHexString(bytes), StringComparison.Ordinal);
        Assert.Equal((0xE8, 0x07), (bytes[^11], bytes[^10]));
        (bytes[^11], bytes[^10]) = (0x80, 0x00); // 1000 becomes 0
        Assert.Contains("0 times", Assert.Throws<SerializationException>(() => WireFormat.Read("sr", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_of_one_fragment_say_their_weights_once()
    {
        var weights = new double[100];
        LeasedJob[] jobs = [.. Enumerable.Range(0, 20).Select(i => new LeasedJob(new LeaseId(i), 1, new FragmentJob(Key with { FirstSample = i }, Hash, weights, [1, 2], new JobAsk.Probabilities())))];
        var message = new WorkerProtocol.JobsGranted(Worker, 20, [.. jobs], 1);
        byte[] bytes = WireFormat.Write(message);
        Assert.InRange(bytes.Length, 800, 1800);
        var back = (WorkerProtocol.JobsGranted)WireFormat.Read("jg", bytes);
        Assert.All(back.Jobs, j => Assert.Same(back.Jobs[0].Job.Weights, j.Job.Weights));
    }

    [Fact]
    public void Numbers_keep_every_bit()
    {
        double[] numbers = [double.NaN, -0.0, double.Epsilon, double.MaxValue, 0.1, double.NegativeInfinity];
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), Packed.Doubles(Packed.Doubles(numbers), "test").Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Damaged_messages_are_refused_by_name()
    {
        foreach (IWireMessage message in Samples)
        {
            byte[] bytes = WireFormat.Write(message);
            string manifest = WireFormat.ManifestOf(message);
            for (int length = 0; length < bytes.Length; length++)
            {
                byte[] cut = bytes[..length];
                try
                {
                    WireFormat.Read(manifest, cut); // a shorter message may be legal; anything but a refusal or a message is not
                }
                catch (SerializationException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
        }

        Assert.Contains("\"xx\"", Assert.Throws<SerializationException>(() => WireFormat.Read("xx", [])).Message);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Contains("do not divide", Assert.Throws<SerializationException>(() => Again(new CoordinatorProtocol.OutcomesReported(Worker, [new(default, new JobOutcome.Evaluated(Key, [1, 2, 3]))], 0))).Message);
        Assert.Contains("counts", Assert.Throws<SerializationException>(() => Again(new CoordinatorProtocol.OutcomesReported(Worker, [new(default, new JobOutcome.Counted(Key, [1, 2, 3]))], 0))).Message);
        Assert.Contains("do not divide", Assert.Throws<SerializationException>(() => Again(new ClientProtocol.ForwardCompleted(Run, new ForwardResult([1, 2, 3], new FragmentTensors([], 2))))).Message);
        Assert.Contains("No job has the key", Assert.Throws<SerializationException>(() => Again(new CoordinatorProtocol.OutcomesReported(Worker, [new(default, new JobOutcome.Refused(Key with { SampleCount = 0 }, ""))], 0))).Message);
    }

    [Fact]
    public void Long_messages_travel_in_parts_and_arrive_whole()
    {
        double[] outputs = [.. Enumerable.Range(0, 50_000).Select(i => (double)i)];
        var message = new ClientProtocol.ForwardCompleted(Run, new ForwardResult(outputs, new FragmentTensors([outputs], 50)));
        IReadOnlyList<MessagePart> parts = Parts.Of(message, 9);
        Assert.All(parts, p => Assert.True(WireFormat.Write(p).Length <= Parts.FrameLimit));
        var reader = new PartsReader();
        object?[] answers = [.. parts.Select(p => reader.Add("client", p))];
        Assert.All(answers[..^1], Assert.Null);
        Assert.Equal(outputs, ((ClientProtocol.ForwardCompleted)answers[^1]!).Result.Outputs);
    }

    [Fact]
    public void Message_with_a_lost_part_is_given_up_and_the_next_one_arrives()
    {
        var message = new ClientProtocol.ForwardCompleted(Run, new ForwardResult(new double[30_000], new FragmentTensors([], 1)));
        var reader = new PartsReader();
        MessagePart[] first = [.. Parts.Of(message, 1)], second = [.. Parts.Of(message, 2)];
        Assert.All(first.Where((_, i) => i != 1), p => Assert.Null(reader.Add("client", p)));
        Assert.Equal([.. second.Select((_, i) => i == second.Length - 1)], second.Select(p => reader.Add("client", p) is not null).ToArray());
    }

    [Fact]
    public void Messages_that_never_get_whole_make_room_for_others()
    {
        var message = new ClientProtocol.ForwardCompleted(Run, new ForwardResult(new double[30_000], new FragmentTensors([], 1)));
        MessagePart[] parts = [.. Parts.Of(message, 1)];
        var few = new PartsReader(openLimit: 3);
        for (int sender = 0; sender < 100; sender++) few.Add($"client {sender}", parts[0]);
        Assert.Equal(3, few.OpenCount);
        Assert.NotNull(parts[1..].Select(p => few.Add("client 99", p)).ToArray()[^1]);

        var small = new PartsReader(totalLimit: parts.Sum(p => p.Bytes.Length));
        small.Add("slow", parts[0]);
        Assert.NotNull(parts.Select(p => small.Add("quick", p)).ToArray()[^1]);
        Assert.Equal(0, small.OpenCount);
        Assert.Contains("use smaller batches", Assert.Throws<SerializationException>(() => new PartsReader(totalLimit: 1000).Add("client", parts[0])).Message);
    }

    [Fact]
    public void Message_of_empty_parts_is_given_up()
    {
        var reader = new PartsReader();
        Assert.Null(reader.Add("client", new MessagePart(1, 0, int.MaxValue, "sr", [])));
        Assert.Equal(0, reader.OpenCount);
    }

    private static object Again(IWireMessage message) => WireFormat.Read(WireFormat.ManifestOf(message), WireFormat.Write(message));

    private static string Hex(IWireMessage message) => Convert.ToHexString(WireFormat.Write(message));

    /// <summary>The message with everything in it as text; bits of numbers survive the round trip in its shortest form.</summary>
    private static string Text(object message) => message.GetType().Name + JsonSerializer.Serialize(Describe(message));

    private static object? Describe(object? value) => value switch
    {
        null => null,
        string or byte[] or double[] or int or long or ulong => value,
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        System.Collections.IEnumerable items => items.Cast<object?>().Select(Describe).ToArray(),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)
            .ToDictionary(p => p.Name, p => Describe(p.GetValue(value))).Append(new("$type", value.GetType().Name)).ToDictionary(),
    };
}
