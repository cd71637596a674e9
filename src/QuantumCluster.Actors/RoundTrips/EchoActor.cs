using Akka.Actor;

namespace QuantumCluster.Actors.RoundTrips;

/// <summary>Answers each probe with as many bytes as it asks for. On nodes that are set up to be measured.</summary>
internal sealed class EchoActor : ReceiveActor
{
    /// <summary>The actor's name under <c>/user</c>.</summary>
    public const string Name = "echo";

    private const int Longest = 1 << 20;
    private readonly Dictionary<int, byte[]> _answers = [];

    public EchoActor() => Receive<Probe>(m =>
    {
        if (m.AnswerBytes is < 0 or > Longest) return;
        if (!_answers.TryGetValue(m.AnswerBytes, out byte[]? answer)) _answers[m.AnswerBytes] = answer = new byte[m.AnswerBytes];
        Sender.Tell(new ProbeAnswer(m.Number, answer));
    });
}
