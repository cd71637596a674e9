using System.Collections.Concurrent;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Client;

/// <summary>The runs that a session waits for. They outlive its client actor when the session joins its cluster again, as another member.</summary>
internal sealed class OpenRuns : ConcurrentDictionary<RunId, ClientActor.StartRun>
{
    /// <summary>Whether the session has no further client actor: runs fail with the one that it has.</summary>
    public bool EndWithClient { get; set; } = true;

    /// <summary>When the coordinator was lost, as the session's clock tells; null while one is known, and before the first client looks for it.</summary>
    public long? LostSince { get; set; }

    public void Fail(string reason)
    {
        foreach (ClientActor.StartRun run in Values) run.Answer.TrySetException(new ExecutionFailedException(reason));
        Clear();
    }
}
