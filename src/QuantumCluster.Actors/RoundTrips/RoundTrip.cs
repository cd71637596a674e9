namespace QuantumCluster.Actors.RoundTrips;

/// <summary>A message to a node and its answer.</summary>
/// <param name="Node">Which of the cluster's workers, by number from 0.</param>
/// <param name="Bytes">Length of the message, 0 to 1 MB.</param>
/// <param name="AnswerBytes">Length of the answer, 0 to 1 MB.</param>
public readonly record struct RoundTrip(int Node, int Bytes, int AnswerBytes);
