using Akka.Actor;

namespace QuantumCluster.Actors.Hosting;

/// <summary>Why a node ends: the coordinator will not use it, now or later.</summary>
internal sealed class WorkerRefusedReason(string reason) : CoordinatedShutdown.Reason
{
    public string Why => reason;

    public override int ExitCode => 1;
}
