namespace QuantumCluster.Actors.Protocol;

/// <summary>A message that may cross the network: it has a form in <c>Wire/quantum_cluster.proto</c>. Messages are values: nobody changes an array after sending it.</summary>
public interface IWireMessage;
