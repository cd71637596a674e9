using System.Runtime.Serialization;
using QuantumCluster.Actors.Management;
using static QuantumCluster.Actors.Management.ManagementProtocol;

namespace QuantumCluster.Actors.Wire;

/// <summary>What a cluster tells of itself ↔ its wire forms.</summary>
internal static class ManagementWire
{
    public static V1.ClusterReported ToWire(ClusterReported m)
    {
        var wire = new V1.ClusterReported { Messages = m.Report.Messages, Members = { m.Report.Members.Select(o => new V1.Member { Node = o.Node, Role = o.Role, State = o.State }) } };
        if (m.Report.Seat is { } seat) wire.Seat = new() { Node = seat.Node, Term = seat.Term, Counts = StatusWire.ToWire(new(seat.Counts)) };
        return wire;
    }

    public static ClusterReported FromWire(V1.ClusterReported m) => new(new(
        [.. m.Members.Select(o => new MemberReport(o.Node, o.Role, o.State))],
        m.Seat is { } seat ? new SeatReport(seat.Node, seat.Term, StatusWire.FromWire(seat.Counts ?? throw new SerializationException("The seat has no counts.")).Counts) : null,
        m.Messages));

    public static V1.WorkersReported ToWire(WorkersReported m) => new()
    {
        Workers =
        {
            m.Workers.Select(w => new V1.WorkerReport
            {
                Node = w.Node, State = (V1.WorkerState)w.State, JobsInHand = w.JobsInHand,
                Devices = { w.Devices.Select(d => new V1.Device { Profile = d.Profile, Qubits = d.Qubits, Jobs = d.Jobs, ServiceSeconds = d.ServiceSeconds }) },
            }),
        },
    };

    public static WorkersReported FromWire(V1.WorkersReported m) => new(
    [
        .. m.Workers.Select(w => new WorkerReport(
            w.Node,
            Enum.IsDefined((WorkerState)w.State) ? (WorkerState)w.State : throw new SerializationException($"No worker has the state {w.State}."),
            w.JobsInHand,
            [.. w.Devices.Select(d => new DeviceReport(d.Profile, d.Qubits, d.Jobs, d.ServiceSeconds))])),
    ]);
}
