using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.RoundTrips;

/// <summary>Bytes on their way to another node and back, for nothing but the time it takes.</summary>
internal sealed record Probe(long Number, int AnswerBytes, byte[] Bytes) : IWireMessage;

internal sealed record ProbeAnswer(long Number, byte[] Bytes) : IWireMessage;
