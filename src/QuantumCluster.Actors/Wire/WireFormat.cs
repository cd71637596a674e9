using System.Runtime.Serialization;
using Google.Protobuf;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.RoundTrips;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Circuits;
using static QuantumCluster.Actors.Protocol.ClientProtocol;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;
using static QuantumCluster.Actors.Protocol.FaultProtocol;
using static QuantumCluster.Actors.Protocol.LeadProtocol;
using static QuantumCluster.Actors.Management.ManagementProtocol;
using static QuantumCluster.Actors.Protocol.TrainerProtocol;
using static QuantumCluster.Actors.Protocol.WorkerProtocol;

namespace QuantumCluster.Actors.Wire;

/// <summary>One row per message: its manifest, and the way to and from its wire form.</summary>
internal static class WireFormat
{
    private sealed record Row(string Manifest, Type Type, Func<object, Google.Protobuf.IMessage> Write, Func<byte[], object> Read);

    private static readonly Row[] Rows =
    [
        Of<RegisterWorker, V1.RegisterWorker>("rw", V1.RegisterWorker.Parser,
            m => new() { Worker = m.Worker.ToWire(), Qubits = m.Qubits, SelfTest = m.SelfTest, Devices = m.Devices, Granted = m.Granted, CreditLimit = m.CreditLimit, Class = m.Class?.ToWire() },
            m => new(m.Worker.FromWire(), m.Qubits, m.SelfTest, m.Devices, m.Granted, m.CreditLimit) { Class = m.Class?.FromWire() }),
        Of<OfferCredits, V1.OfferCredits>("oc", V1.OfferCredits.Parser,
            m => new() { Worker = m.Worker.ToWire(), CreditLimit = m.CreditLimit },
            m => new(m.Worker.FromWire(), m.CreditLimit)),
        Of<OutcomesReported, V1.OutcomesReported>("or", V1.OutcomesReported.Parser,
            m => new() { Worker = m.Worker.ToWire(), CreditLimit = m.CreditLimit, Outcomes = { m.Outcomes.Select(OutcomeWire.ToWire) } },
            m => new(m.Worker.FromWire(), [.. m.Outcomes.Select(OutcomeWire.FromWire)], m.CreditLimit)),
        Of<ProgramRequested, V1.ProgramRequested>("pr", V1.ProgramRequested.Parser,
            m => new() { Worker = m.Worker.ToWire(), Program = Packed.Hash(m.Program) },
            m => new(m.Worker.FromWire(), Packed.Hash(m.Program, "program"))),
        Of<WorkerDraining, V1.WorkerDraining>("wd", V1.WorkerDraining.Parser, m => new() { Worker = m.Worker.ToWire() }, m => new(m.Worker.FromWire())),
        Of<SubmitRun, V1.SubmitRun>("sr", V1.SubmitRun.Parser, RunWire.ToWire, RunWire.FromWire),
        Of<FollowRun, V1.FollowRun>("fr", V1.FollowRun.Parser, m => new() { Run = m.Run.ToWire() }, m => new(m.Run.FromWire())),
        Of<CancelRun, V1.CancelRun>("cr", V1.CancelRun.Parser, m => new() { Run = m.Run.ToWire() }, m => new(m.Run.FromWire())),
        Of<PlanProvided, V1.PlanProvided>("pp", V1.PlanProvided.Parser,
            m => new() { Plan = Packed.Hash(m.Plan), Encoded = ByteString.CopyFrom(m.Encoded) },
            m => new(Packed.Hash(m.Plan, "plan"), m.Encoded.ToByteArray())),
        Of<GetStatus, V1.GetStatus>("gs", V1.GetStatus.Parser, _ => new(), _ => GetStatus.Instance),

        Of<WorkerRegistered, V1.WorkerRegistered>("wr", V1.WorkerRegistered.Parser,
            m => new() { Worker = m.Worker.ToWire(), Granted = m.Granted, Term = m.Term },
            m => new(m.Worker.FromWire(), m.Granted, m.Term)),
        Of<WorkerRefused, V1.WorkerRefused>("wn", V1.WorkerRefused.Parser,
            m => new() { Worker = m.Worker.ToWire(), Reason = m.Reason },
            m => new(m.Worker.FromWire(), m.Reason)),
        Of<RegistrationRequested, V1.RegistrationRequested>("wq", V1.RegistrationRequested.Parser, m => new() { Worker = m.Worker.ToWire() }, m => new(m.Worker.FromWire())),
        Of<DrainConfirmed, V1.DrainConfirmed>("dc", V1.DrainConfirmed.Parser, m => new() { Worker = m.Worker.ToWire() }, m => new(m.Worker.FromWire())),
        Of<JobsGranted, V1.JobsGranted>("jg", V1.JobsGranted.Parser,
            m => new()
            {
                Worker = m.Worker.ToWire(), Granted = m.Granted, Groups = { JobWire.ToGroups(m.Jobs) }, Term = m.Term,
                Traces = { m.Traces.Select(t => new V1.TracedRun { Run = t.Run.ToWire(), Parent = t.Parent }) },
            },
            m => new(m.Worker.FromWire(), m.Granted, JobWire.FromGroups(m.Groups), m.Term)
            {
                Traces = m.Traces.Count == 0 ? [] : [.. m.Traces.Select(t => new TracedRun(t.Run.FromWire(), t.Parent))],
            }),
        Of<ProgramProvided, V1.ProgramProvided>("pv", V1.ProgramProvided.Parser,
            m => new() { Program = Packed.Hash(m.Program), Encoded = ByteString.CopyFrom(m.Encoded) },
            m => new(Packed.Hash(m.Program, "program"), m.Encoded.ToByteArray())),

        Of<PlanRequested, V1.PlanRequested>("pq", V1.PlanRequested.Parser, m => new() { Plan = Packed.Hash(m.Plan) }, m => new(Packed.Hash(m.Plan, "plan"))),
        Of<ForwardCompleted, V1.ForwardCompleted>("fc", V1.ForwardCompleted.Parser, RunWire.ToWire, RunWire.FromWire),
        Of<BackwardCompleted, V1.BackwardCompleted>("bc", V1.BackwardCompleted.Parser, RunWire.ToWire, RunWire.FromWire),
        Of<RunFailed, V1.RunFailed>("rf", V1.RunFailed.Parser, m => new() { Run = m.Run.ToWire(), Story = m.Story }, m => new(m.Run.FromWire(), m.Story)),
        Of<Busy, V1.Busy>("bs", V1.Busy.Parser, m => new() { Run = m.Run.ToWire() }, m => new(m.Run.FromWire())),
        Of<RunUnknown, V1.RunUnknown>("ru", V1.RunUnknown.Parser, m => new() { Run = m.Run.ToWire() }, m => new(m.Run.FromWire())),
        Of<Status, V1.Status>("st", V1.Status.Parser, StatusWire.ToWire, StatusWire.FromWire),

        Of<Probe, V1.Probe>("pb", V1.Probe.Parser,
            m => new() { Number = m.Number, AnswerBytes = m.AnswerBytes, Bytes = UnsafeByteOperations.UnsafeWrap(m.Bytes) },
            m => new(m.Number, m.AnswerBytes, m.Bytes.ToByteArray())),
        Of<ProbeAnswer, V1.ProbeAnswer>("pa", V1.ProbeAnswer.Parser,
            m => new() { Number = m.Number, Bytes = UnsafeByteOperations.UnsafeWrap(m.Bytes) },
            m => new(m.Number, m.Bytes.ToByteArray())),

        Of<InjectFault, V1.InjectFault>("fi", V1.InjectFault.Parser,
            m => new() { Number = m.Number, Act = FaultPlanText.Write(m.Act), Seed = m.Seed.Value },
            m => new(m.Number, FaultWire.Act(m.Act), new Seed(m.Seed))),
        Of<FaultInjected, V1.FaultInjected>("fd", V1.FaultInjected.Parser, m => new() { Number = m.Number }, m => new(m.Number)),
        Of<FaultRefused, V1.FaultRefused>("fn", V1.FaultRefused.Parser, m => new() { Number = m.Number, Reason = m.Reason }, m => new(m.Number, m.Reason)),

        Of<GetCluster, V1.GetCluster>("mc", V1.GetCluster.Parser, _ => new(), _ => GetCluster.Instance),
        Of<GetWorkers, V1.GetWorkers>("mw", V1.GetWorkers.Parser, m => new() { OnlyThis = m.OnlyThis }, m => new(m.OnlyThis)),
        Of<DrainNode, V1.DrainNode>("md", V1.DrainNode.Parser, m => new() { Node = m.Node }, m => new(m.Node)),
        Of<LeaveNode, V1.LeaveNode>("ml", V1.LeaveNode.Parser, m => new() { Node = m.Node }, m => new(m.Node)),
        Of<ClusterReported, V1.ClusterReported>("cd", V1.ClusterReported.Parser, ManagementWire.ToWire, ManagementWire.FromWire),
        Of<WorkersReported, V1.WorkersReported>("wo", V1.WorkersReported.Parser, ManagementWire.ToWire, ManagementWire.FromWire),
        Of<NodeDrained, V1.NodeDrained>("nd", V1.NodeDrained.Parser, m => new() { Node = m.Node }, m => new(m.Node)),
        Of<NodeLeaving, V1.NodeLeaving>("nl", V1.NodeLeaving.Parser, m => new() { Node = m.Node }, m => new(m.Node)),
        Of<NodeRefused, V1.NodeRefused>("nr", V1.NodeRefused.Parser, m => new() { Node = m.Node, Reason = m.Reason }, m => new(m.Node, m.Reason)),

        Of<PresentTrainer, V1.PresentTrainer>("tp", V1.PresentTrainer.Parser,
            m => new() { Trainer = m.Trainer.ToWire(), Run = m.Run, Idle = m.Idle },
            m => new(m.Trainer.FromWire(), m.Run, m.Idle)),
        Of<TrainerReady, V1.TrainerReady>("ty", V1.TrainerReady.Parser,
            m => new() { Trainer = m.Trainer.ToWire(), Run = m.Run, Account = m.Account },
            m => new(m.Trainer.FromWire(), m.Run, m.Account)),
        Of<ShareDone, V1.ShareDone>("sd", V1.ShareDone.Parser, SharingWire.ToWire, SharingWire.FromWire),
        Of<ShareFailed, V1.ShareFailed>("sf", V1.ShareFailed.Parser, SharingWire.ToWire, SharingWire.FromWire),
        Of<RunDescribed, V1.RunDescribed>("td", V1.RunDescribed.Parser,
            m => new() { Trainer = m.Trainer.ToWire(), Run = m.Run, Description = m.Description },
            m => m.Run == 0 ? throw new SerializationException("The message describes no run.") : new(m.Trainer.FromWire(), m.Run, m.Description)),
        Of<TrainerRefused, V1.TrainerRefused>("tn", V1.TrainerRefused.Parser,
            m => new() { Trainer = m.Trainer.ToWire(), Reason = m.Reason },
            m => new(m.Trainer.FromWire(), m.Reason)),
        Of<StateProvided, V1.StateProvided>("ts", V1.StateProvided.Parser, SharingWire.ToWire, SharingWire.FromWire),
        Of<ShareAsked, V1.ShareAsked>("sa", V1.ShareAsked.Parser, SharingWire.ToWire, SharingWire.FromWire),
        Of<RunEnded, V1.RunEnded>("te", V1.RunEnded.Parser, m => new() { Trainer = m.Trainer.ToWire(), Run = m.Run }, m => new(m.Trainer.FromWire(), m.Run)),

        Of<MessagePart, V1.MessagePart>("mp", V1.MessagePart.Parser,
            m => new() { Transfer = m.Transfer, Index = m.Index, Count = m.Count, Manifest = m.Manifest, Bytes = UnsafeByteOperations.UnsafeWrap(m.Bytes) },
            m => new(m.Transfer, m.Index, m.Count, m.Manifest, m.Bytes.ToByteArray())),
    ];

    private static readonly Dictionary<Type, Row> ByType = Rows.ToDictionary(r => r.Type);
    private static readonly Dictionary<string, Row> ByManifest = Rows.ToDictionary(r => r.Manifest);

    public static IReadOnlyCollection<Type> Types => ByType.Keys;

    public static string ManifestOf(object message) => RowOf(message).Manifest;

    public static byte[] Write(object message) => RowOf(message).Write(message).ToByteArray();

    /// <exception cref="SerializationException">The bytes are not a legal message of this kind, or there is no such kind.</exception>
    public static object Read(string manifest, byte[] bytes)
    {
        if (!ByManifest.TryGetValue(manifest, out Row? row)) throw new SerializationException($"There is no message \"{manifest}\": the nodes run different releases.");
        try
        {
            return row.Read(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SerializationException($"A {row.Type.Name} of {bytes.Length} bytes cannot be read: {e.Message}", e);
        }
    }

    private static Row RowOf(object message) => ByType.TryGetValue(message.GetType(), out Row? row)
        ? row
        : throw new SerializationException($"{message.GetType()} has no form on the wire.");

    private static Row Of<T, TWire>(string manifest, MessageParser<TWire> parser, Func<T, TWire> write, Func<TWire, T> read)
        where T : IWireMessage
        where TWire : Google.Protobuf.IMessage<TWire> =>
        new(manifest, typeof(T), m => write((T)m), bytes => read(parser.ParseFrom(bytes)));
}
