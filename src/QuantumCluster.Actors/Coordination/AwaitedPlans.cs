using Akka.Actor;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Submitted runs whose plan is still to come from their clients. Holds as many as its owner puts in: they count as runs.</summary>
internal sealed class AwaitedPlans
{
    internal readonly record struct Waiter(SubmitRun Submission, IActorRef Client);

    private readonly Dictionary<RunId, Waiter> _waiters = [];

    /// <summary>Runs that wait.</summary>
    public int Count => _waiters.Count;

    /// <summary>Of their submissions.</summary>
    public long Bytes => _waiters.Values.Sum(w => Room.BytesOf(w.Submission));

    /// <summary>A run that waits already is replaced.</summary>
    public void Add(SubmitRun submission, IActorRef client) => _waiters[submission.Run] = new(submission, client);

    /// <returns>The runs that waited for this plan, in the order of their names; they wait no longer.</returns>
    public IReadOnlyList<Waiter> Take(ProgramHash plan)
    {
        Waiter[] taken = [.. _waiters.Values.Where(w => w.Submission.Plan == plan).OrderBy(w => w.Submission.Run.Session).ThenBy(w => w.Submission.Run.Number)];
        foreach (Waiter waiter in taken) _waiters.Remove(waiter.Submission.Run);
        return taken;
    }

    public void Remove(RunId run) => _waiters.Remove(run);

    public void RemoveAllOf(IActorRef client)
    {
        foreach (RunId run in _waiters.Values.Where(w => w.Client.Equals(client)).Select(w => w.Submission.Run).ToArray()) _waiters.Remove(run);
    }
}
