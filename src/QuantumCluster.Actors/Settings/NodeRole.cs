namespace QuantumCluster.Actors.Settings;

/// <summary>What a node of the cluster does.</summary>
public enum NodeRole
{
    /// <summary>Admits runs and grants jobs.</summary>
    Coordinator,
    /// <summary>Runs jobs on its devices.</summary>
    Worker,
}
