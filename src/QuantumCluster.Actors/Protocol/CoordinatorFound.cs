using Akka.Actor;

namespace QuantumCluster.Actors.Protocol;

/// <summary>Inside a node: where the coordinator is now.</summary>
internal sealed record CoordinatorFound(IActorRef Coordinator) : INoSerializationVerificationNeeded;

/// <summary>Inside a node: the coordinator that was known is gone; another may be found.</summary>
internal sealed record CoordinatorLost : INoSerializationVerificationNeeded
{
    public static CoordinatorLost Instance { get; } = new();
}

/// <summary>Inside a node: the up-number of the oldest coordinator in its membership; lower terms are over.</summary>
internal sealed record OldestTerm(long Term) : INoSerializationVerificationNeeded;
