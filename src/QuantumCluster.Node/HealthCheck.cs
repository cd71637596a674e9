using QuantumCluster.Actors.Health;

namespace QuantumCluster.Node;

/// <summary>The health of a node on this machine as an exit code, for container engines: an image needs no shell to ask.</summary>
public static class HealthCheck
{
    /// <returns>0 with what the node does on <paramref name="output"/>, or 1 with what is wrong on <paramref name="errors"/>.</returns>
    public static int Run(string file, TimeProvider time, TextWriter output, TextWriter errors)
    {
        HealthReport health = new HealthFile(file, time).Check();
        (health.Serves ? output : errors).WriteLine(health.Sentence);
        return health.Serves ? 0 : 1;
    }
}
