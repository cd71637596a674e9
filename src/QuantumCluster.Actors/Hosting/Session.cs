using Akka.Actor;
using QuantumCluster.Actors.Client;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>What embedded and joined clusters have in common: a client actor, and what it can be asked.</summary>
/// <param name="client">Gives the client actor of the moment.</param>
/// <param name="ended">Ends when the session has.</param>
/// <param name="verify">Share of jobs that two worker nodes must agree on, 0 to 1; the coordinator's own share holds if it is larger.</param>
/// <param name="allowSubstitution">Other devices may do jobs whose own are gone; results say so.</param>
internal sealed class Session(Func<IActorRef> client, OpenRuns open, ulong number, Task ended, double verify = 0, bool allowSubstitution = false)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    public IFragmentExecutor Executor { get; } = new ClusterExecutor(client, open, number, ended, verify, allowSubstitution);

    public async Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation)
    {
        try
        {
            LedgerCounts c = (await client().Ask<ClientProtocol.Status>(ClientActor.GetActivity.Instance, AnswerLimit, cancellation).ConfigureAwait(false)).Counts;
            return new(c.Workers, c.Devices, c.DevicesBusy, c.Runs, c.Queued, c.Leased, c.Done, c.Requeued, c.Dropped)
            {
                JobsSpeculated = c.Speculated, OutcomesDuplicated = c.Duplicated, JobsRefused = c.Refused, OutcomesInvalid = c.Invalid, JobsVerified = c.Verified,
                JobsDisagreed = c.Disagreed, OutcomesRetracted = c.Retracted, NodesQuarantined = c.Quarantined, OutcomesDoubtful = c.Doubtful, VerifyShare = c.VerifyShare,
            };
        }
        catch (AskTimeoutException e)
        {
            throw new ExecutionFailedException($"The coordinator has not answered for {AnswerLimit.TotalSeconds:0} s.", e);
        }
    }

    /// <summary>Where the coordinator is; null while none is known.</summary>
    public async Task<Settings.Endpoint?> CoordinatorAsync(CancellationToken cancellation)
    {
        var place = await client().Ask<ClientActor.Place>(ClientActor.GetPlace.Instance, AnswerLimit, cancellation).ConfigureAwait(false);
        return place.Coordinator?.Path.Address is { Host: { } host, Port: { } port } ? new(host, port) : null;
    }
}
