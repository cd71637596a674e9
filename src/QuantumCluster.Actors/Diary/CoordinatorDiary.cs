using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Diary;

/// <summary>What of a ledger's history is worth a line in its coordinator's log.</summary>
/// <param name="write">Takes the lines.</param>
/// <param name="detailed">Whether anybody reads lines of level info: jobs are many, and are looked through only for readers.</param>
/// <param name="term">The coordinator's.</param>
internal sealed class CoordinatorDiary(Action<NodeEvent> write, bool detailed, long term)
{
    private readonly HashSet<WorkerId> _known = [], _draining = [];

    /// <summary>To be called after every step of the ledger.</summary>
    public void Note(LedgerEvent happened, LedgerStep step)
    {
        switch (happened)
        {
            case LedgerEvent.WorkerRegistered e:
                foreach (WorkerId earlier in _known.Where(w => w.Node == e.Worker.Node && w != e.Worker).ToArray()) Lose(earlier, "it restarted");
                if (_known.Add(e.Worker)) Write(new NodeEvent.WorkerRegistered(e.Worker, e.Devices));
                break;
            case LedgerEvent.WorkerDraining e when _known.Contains(e.Worker) && _draining.Add(e.Worker):
                Write(new NodeEvent.WorkerDraining(e.Worker));
                break;
            case LedgerEvent.WorkerLost e when _known.Contains(e.Worker):
                Lose(e.Worker, e.Reason);
                break;
        }

        foreach (LedgerEffect effect in step.Effects)
        {
            switch (effect)
            {
                case LedgerEffect.GrantJobs e when detailed:
                    foreach (LeasedJob job in e.Jobs)
                        if (job.Attempt > 1) Write(new NodeEvent.JobGrantedAgain(job.Job.Key, job.Job.Step, job.Attempt, e.Worker));
                    break;
                case LedgerEffect.FailRun e:
                    Write(new NodeEvent.RunFailed(e.Run, e.Story.Step, e.Story.Key, e.Story.ToString()));
                    break;
                case LedgerEffect.QuarantineNode e:
                    _known.RemoveWhere(w => w.Node == e.Node);
                    Write(new NodeEvent.WorkerQuarantined(e.Node, e.Reason, e.Retracted, e.Doubtful));
                    break;
            }
        }
    }

    private void Lose(WorkerId worker, string reason)
    {
        _known.Remove(worker);
        Write(_draining.Remove(worker) ? new NodeEvent.WorkerLeft(worker) : new NodeEvent.WorkerLost(worker, reason));
    }

    private void Write(NodeEvent line) => write(line with { Term = term });
}
