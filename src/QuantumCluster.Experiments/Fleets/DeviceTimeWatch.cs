using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Experiments.Fleets;

/// <summary>
/// Measures by a coordinator's clock how long the devices of a fleet of one-device workers work: from the end of a job's wait at the door, or from
/// the answer before it, to its answer. Messages are in it. Safe for concurrent use.
/// </summary>
/// <param name="wait">How long a job waits at the door of a node's device.</param>
public sealed class DeviceTimeWatch(Func<string, LeasedJob, TimeSpan> wait) : ILedgerRecording, IEventRecorder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LeaseId, TimeSpan> _ready = [];
    private readonly Dictionary<WorkerId, TimeSpan> _answered = [];
    private readonly HashSet<WorkerId> _workers = [];
    private TimeSpan _counted, _copies;
    private long _answers;

    /// <summary>Of all devices together: for the answers that counted, and for those that came second, of copies.</summary>
    public (TimeSpan Counted, TimeSpan Copies, long Answers) Taken
    {
        get
        {
            lock (_lock) return (_counted, _copies, _answers);
        }
    }

    /// <summary>Workers that have registered.</summary>
    public int Workers
    {
        get
        {
            lock (_lock) return _workers.Count;
        }
    }

    public IEventRecorder Begin(LedgerSettings settings) => this;

    public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
    {
        lock (_lock)
        {
            if (happened is LedgerEvent.WorkerRegistered registered) _workers.Add(registered.Worker);
            if (happened is LedgerEvent.OutcomesArrived arrived)
            {
                HashSet<JobKey> counted = [.. effects.OfType<LedgerEffect.AcceptOutcome>().Select(a => a.Outcome.Key)];
                foreach (LeasedOutcome outcome in arrived.Outcomes) Answer(arrived.Worker, outcome.Lease, counted.Contains(outcome.Outcome.Key), now);
            }

            foreach (LedgerEffect.GrantJobs grant in effects.OfType<LedgerEffect.GrantJobs>())
                foreach (LeasedJob job in grant.Jobs) _ready[job.Lease] = now + wait(grant.Worker.Node, job);
        }
    }

    public void Dispose()
    {
    }

    private void Answer(WorkerId worker, LeaseId lease, bool counts, TimeSpan now)
    {
        if (!_ready.Remove(lease, out TimeSpan begun)) return;
        if (_answered.TryGetValue(worker, out TimeSpan before) && before > begun) begun = before;
        if (counts) _counted += now - begun;
        else _copies += now - begun;
        _answered[worker] = now;
        _answers++;
    }
}
