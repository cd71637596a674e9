namespace QuantumCluster.Actors.Tls;

/// <summary>Another machine's certificate was refused. Never thrown far: it carries the reason to the log and the count.</summary>
internal sealed class PeerRefusedException(string peer, string refusal) : Exception($"a connection with {peer}: {refusal}");
