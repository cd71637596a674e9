using System.Runtime.Serialization;

namespace QuantumCluster.Actors.Wire.Refusal;

/// <summary>A message was refused, and counted: whoever catches this need not.</summary>
internal sealed class RefusedMessageException(string message, Exception? inner = null) : SerializationException(message, inner);
