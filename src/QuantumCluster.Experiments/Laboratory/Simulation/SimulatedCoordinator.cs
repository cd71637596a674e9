using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>
/// The real ledger behind a counter at which messages are served one after another, each for its cost: what arrives while it is busy waits.
/// </summary>
/// <param name="send">Takes grants when they leave.</param>
/// <param name="told">Hears every other effect but wishes to be woken.</param>
internal sealed class SimulatedCoordinator(LedgerSettings settings, CoordinationCosts costs, EventQueue events, Action<LedgerEffect.GrantJobs> send, Action<LedgerEffect> told)
{
    private readonly Queue<LedgerEvent> _inbox = new();
    private RunLedger _ledger = new(settings);
    private bool _busy;
    private int _life, _wish;

    public LedgerCounts Counts => _ledger.Counts;

    public TimeSpan Busy { get; private set; }

    /// <summary>Nobody answers until <see cref="Rise"/>.</summary>
    public bool IsDead { get; private set; }

    public long GrantedTo(WorkerId worker) => _ledger.GrantedTo(worker);

    public void Receive(LedgerEvent happened)
    {
        if (IsDead) return;
        _inbox.Enqueue(happened);
        if (!_busy) Serve();
    }

    public void Die()
    {
        (IsDead, _busy) = (true, false);
        _life++;
        _inbox.Clear();
    }

    /// <summary>Another one in its place, which knows nothing.</summary>
    public void Rise() => (IsDead, _ledger) = (false, new RunLedger(settings));

    private void Serve()
    {
        _busy = _inbox.TryDequeue(out LedgerEvent? next);
        if (next is not null) Work(CostOf(next), () => Handle(next));
    }

    private void Handle(LedgerEvent happened)
    {
        LedgerStep step = _ledger.Handle(happened, events.Now);
        _ledger = step.Next;
        TimeSpan cost = TimeSpan.Zero;
        foreach (LedgerEffect effect in step.Effects)
        {
            switch (effect)
            {
                case LedgerEffect.GrantJobs grant:
                    cost += costs.PerMessage + grant.Jobs.Length * costs.PerJob;
                    events.After(cost, () => send(grant)); // what it did for the dead goes out all the same: it was on its way
                    break;
                case LedgerEffect.WakeAt wake:
                    Wake(wake.Time);
                    break;
                default:
                    told(effect);
                    break;
            }
        }

        Work(cost, Serve);
    }

    private void Wake(TimeSpan time)
    {
        int wish = ++_wish, life = _life;
        events.At(time, () =>
        {
            if (wish == _wish && life == _life) Receive(new LedgerEvent.TimePassed());
        });
    }

    private void Work(TimeSpan cost, Action then)
    {
        Busy += cost;
        int life = _life;
        events.After(cost, () =>
        {
            if (life == _life) then();
        });
    }

    private TimeSpan CostOf(LedgerEvent happened) => happened switch
    {
        LedgerEvent.OutcomesArrived e => costs.PerMessage + (e.Outcomes.Length + e.Invalid.Length) * costs.PerJob,
        LedgerEvent.TimePassed => TimeSpan.Zero,
        _ => costs.PerMessage,
    };
}
