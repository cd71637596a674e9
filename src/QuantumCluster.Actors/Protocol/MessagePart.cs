namespace QuantumCluster.Actors.Protocol;

/// <summary>A piece of the wire form of a message that is too long for one frame.</summary>
/// <param name="Transfer">Names the message among those of its sender.</param>
/// <param name="Index">0 … <paramref name="Count"/> − 1; parts are sent in this order.</param>
/// <param name="Manifest">The kind of the whole message.</param>
public sealed record MessagePart(long Transfer, int Index, int Count, string Manifest, byte[] Bytes) : IWireMessage;
