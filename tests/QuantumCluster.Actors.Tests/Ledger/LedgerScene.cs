using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>A ledger with workers a, b, c and what they are asked and answer, one event at a time.</summary>
internal sealed class LedgerScene(LedgerSettings settings)
{
    public static readonly WorkerId A = new("a", 1), B = new("b", 1), C = new("c", 1), D = new("d", 1);
    public static readonly RunId Run = new(1, 1);
    private readonly Dictionary<WorkerId, long> _limits = [];

    public RunLedger Ledger { get; } = new(settings);

    public TimeSpan Now { get; private set; }

    public LedgerCounts Counts => Ledger.Counts;

    public void Pass(double milliseconds) => Now += TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>When the ledger wants to be woken.</summary>
    public TimeSpan Wake { get; private set; } = TimeSpan.MaxValue;

    public ImmutableArray<LedgerEffect> Feed(LedgerEvent happened)
    {
        ImmutableArray<LedgerEffect> effects = Ledger.Handle(happened, Now).Effects;
        foreach (LedgerEffect.WakeAt wake in effects.OfType<LedgerEffect.WakeAt>()) Wake = wake.Time;
        return effects;
    }

    /// <summary>Time goes on to when the ledger asked for, and on to the next tick of a scheduler of 10 ms.</summary>
    public ImmutableArray<LedgerEffect> Sleep()
    {
        Now = (Wake > Now ? Wake : Now) + TimeSpan.FromMilliseconds(10);
        return Tick();
    }

    public ImmutableArray<LedgerEffect> Tick() => Feed(new LedgerEvent.TimePassed());

    public ImmutableArray<LedgerEffect> Register(WorkerId worker, int credits, int devices = 1, DeviceClass? @class = null)
    {
        _limits[worker] = Ledger.GrantedTo(worker) + credits;
        var registered = new LedgerEvent.WorkerRegistered(worker, devices, Ledger.GrantedTo(worker), _limits[worker]);
        return Feed(@class is null ? registered : registered with { Class = @class });
    }

    /// <summary>A run whose jobs need so, one share after the other.</summary>
    public ImmutableArray<LedgerEffect> Admit(RunId run, double verify, params ImmutableArray<JobShare> shares) =>
        Feed(new LedgerEvent.RunAdmitted(run, Jobs(shares.Sum(s => s.Jobs), run), verify) { Shares = shares });

    public ImmutableArray<LedgerEffect> Admit(int jobs, RunId? run = null, double verify = 0) => Feed(new LedgerEvent.RunAdmitted(run ?? Run, Jobs(jobs, run ?? Run), verify));

    public static FragmentJob[] Jobs(int count, RunId run) =>
        [.. Enumerable.Range(0, count).Select(i => new FragmentJob(new JobKey(run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))];

    /// <summary>The worker answers with this number, and takes one job more.</summary>
    public ImmutableArray<LedgerEffect> Answer(WorkerId worker, LeasedJob job, double says = 1) => Say(worker, job, new JobOutcome.Evaluated(job.Job.Key, [says]));

    public ImmutableArray<LedgerEffect> Say(WorkerId worker, LeasedJob job, JobOutcome outcome) =>
        Feed(new LedgerEvent.OutcomesArrived(worker, [new LeasedOutcome(job.Lease, outcome)], ++_limits[worker]));

    public ImmutableArray<LedgerEffect> SayNonsense(WorkerId worker, LeasedJob job) =>
        Feed(new LedgerEvent.OutcomesArrived(worker, [], ++_limits[worker]) { Invalid = [new InvalidOutcome(job.Lease, job.Job.Key, "sums to 7")] });

    /// <summary>Jobs that this worker is granted by these effects.</summary>
    public static LeasedJob[] Granted(IEnumerable<LedgerEffect> effects, WorkerId worker) =>
        [.. effects.OfType<LedgerEffect.GrantJobs>().Where(g => g.Worker == worker).SelectMany(g => g.Jobs)];

    /// <summary>So many jobs are done by a worker in this time each, so that the ledger knows what is usual.</summary>
    public void Warm(WorkerId worker, int jobs, double milliseconds)
    {
        var run = new RunId(99, 1);
        var queue = new Queue<LeasedJob>(Granted(Admit(jobs, run), worker));
        while (queue.TryDequeue(out LeasedJob job))
        {
            Pass(milliseconds);
            foreach (LeasedJob next in Granted(Answer(worker, job), worker)) queue.Enqueue(next);
        }
    }
}
