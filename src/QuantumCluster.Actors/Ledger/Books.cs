using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>All that a ledger knows; its parts decide on it.</summary>
internal sealed class Books
{
    public Books(LedgerSettings settings) => (Settings, Demands) = (settings, new DemandBook(Roster));

    public LedgerSettings Settings { get; }
    public Dictionary<RunId, RunEntry> Runs { get; } = [];
    public Roster Roster { get; } = new();
    public DemandBook Demands { get; }
    public LeaseBook Leases { get; } = new();
    public FairQueue Queue { get; } = new();
    public Tally Tally { get; } = new();

    /// <summary>Jobs of open runs on whose outcome claims were made that do not decide yet.</summary>
    public HashSet<JobEntry> Undecided { get; } = [];
    public List<LedgerEffect> Effects { get; } = [];

    /// <summary>Time of the event in hand.</summary>
    public TimeSpan Now { get; set; }

    public LedgerCounts Counts()
    {
        int devices = 0, busy = 0, open = 0;
        foreach (WorkerEntry worker in Roster.Workers)
        {
            devices += worker.Devices;
            busy += Math.Min(worker.Devices, worker.Leases.Count);
        }

        foreach (RunEntry run in Runs.Values) open += run.Open;
        return new(Roster.Workers.Count, devices, busy, Runs.Count, open - Leases.Held, Leases.Live, Tally.Done, Tally.Requeued, Tally.Dropped)
        {
            Speculated = Tally.Speculated,
            Duplicated = Tally.Duplicated,
            Refused = Tally.Refused,
            Invalid = Tally.Invalid,
            Verified = Tally.Verified,
            Disagreed = Tally.Disagreed,
            Retracted = Tally.Retracted,
            Quarantined = Tally.Quarantined,
            Doubtful = Tally.Doubtful,
            Substituted = Tally.Substituted,
            VerifyShare = Settings.Verify,
        };
    }
}

/// <summary>What has happened so often since the start; see <see cref="LedgerCounts"/>.</summary>
internal sealed class Tally
{
    public long Done { get; set; }
    public long Requeued { get; set; }
    public long Dropped { get; set; }
    public long Speculated { get; set; }
    public long Duplicated { get; set; }
    public long Refused { get; set; }
    public long Invalid { get; set; }
    public long Verified { get; set; }
    public long Disagreed { get; set; }
    public long Retracted { get; set; }
    public int Quarantined { get; set; }
    public long Doubtful { get; set; }
    public long Substituted { get; set; }
}
