using Akka.Actor;

namespace QuantumCluster.Actors.RoundTrips;

/// <summary>Sends probes all at once and waits for every answer.</summary>
internal sealed class RoundTripActor : ReceiveActor
{
    private TaskCompletionSource? _done;
    private long _number;
    private int _open;

    public RoundTripActor(IReadOnlyList<ActorSelection> echoes)
    {
        Receive<Travel>(m =>
        {
            (_done, _open) = (m.Done, m.Trips.Count);
            foreach (RoundTrip trip in m.Trips) echoes[trip.Node].Tell(new Probe(++_number, trip.AnswerBytes, new byte[trip.Bytes]), Self);
        });
        Receive<ProbeAnswer>(_ =>
        {
            if (--_open == 0) _done?.SetResult();
        });
    }

    internal sealed record Travel(IReadOnlyList<RoundTrip> Trips, TaskCompletionSource Done) : INoSerializationVerificationNeeded;
}
