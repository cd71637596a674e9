using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Node;

/// <summary>Runs this process as one node of a cluster.</summary>
public static class NodeHost
{
    /// <summary>Starts the node, writes one line to <paramref name="output"/> when it is up, and runs until cancelled; then drains and leaves the cluster.</summary>
    /// <returns>0 after a cancellation; 1 when the cluster removed this node or it could not start, with a sentence on <paramref name="errors"/>.</returns>
    public static Task<int> RunAsync(NodeSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellation) => throw new NotImplementedException();
}
