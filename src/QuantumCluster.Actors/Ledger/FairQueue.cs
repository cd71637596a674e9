using System.Diagnostics.CodeAnalysis;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>
/// All that waits to be granted. Sessions take turns, one job a turn: while a session has a job that can be granted, no other gets two in
/// between. Inside a session the oldest run is served first.
/// </summary>
internal sealed class FairQueue
{
    private readonly Dictionary<ulong, SessionEntry> _sessions = [];
    private readonly LinkedList<SessionEntry> _turns = new(); // sessions that wait, next one first

    public bool IsEmpty => _turns.Count == 0;

    public LinkedList<SessionEntry> Waiting => _turns;

    /// <summary>The session of a run that begins; to be told when it is over.</summary>
    public SessionEntry SessionOf(RunId run)
    {
        if (!_sessions.TryGetValue(run.Session, out SessionEntry? session)) _sessions.Add(run.Session, session = new SessionEntry(run.Session));
        session.Runs++;
        return session;
    }

    public void Add(RunEntry run)
    {
        if (!run.Session.IsWaiting) _turns.AddLast(run.Session);
        run.Session.Add(run);
    }

    /// <summary>Lets a job wait for another worker, at the head of its lane or at the end.</summary>
    public void Add(JobEntry job, bool first)
    {
        SessionEntry session = job.Run.Session;
        bool waited = session.IsWaiting;
        session.Remove(job);
        session.Add(job, first);
        if (!waited) _turns.AddLast(session);
    }

    public void Remove(JobEntry job)
    {
        if (job.Lane is null) return;
        job.Run.Session.Remove(job);
        Rest(job.Run.Session);
    }

    public void Remove(RunEntry run)
    {
        SessionEntry session = run.Session;
        bool waited = session.IsWaiting;
        session.Remove(run);
        if (waited) Rest(session);
        if (--session.Runs == 0) _sessions.Remove(session.Id);
    }

    /// <summary>The next job that can be granted, and to whom; the session's turn is over.</summary>
    public bool TryTake(FreeWorkers workers, Func<RunPart, JobEntry> begin, [NotNullWhen(true)] out JobEntry? job, [NotNullWhen(true)] out WorkerEntry? worker)
    {
        for (LinkedListNode<SessionEntry>? turn = _turns.First; turn is not null; turn = turn.Next)
        {
            if (!turn.Value.TryTake(workers, begin, out job, out worker)) continue; // it keeps its place: what it waits for may come next
            _turns.Remove(turn);
            if (turn.Value.IsWaiting) _turns.AddLast(turn);
            return true;
        }

        (job, worker) = (null, null);
        return false;
    }

    private void Rest(SessionEntry session)
    {
        if (!session.IsWaiting) _turns.Remove(session);
    }
}
