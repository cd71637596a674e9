namespace QuantumCluster.Actors.Ledger;

internal sealed class WorkerEntry(WorkerId id, NodeEntry node, ClassEntry @class, int devices)
{
    private TimeSpan[] _answers = NewAnswers(devices);
    private int _answered;

    public WorkerId Id { get; } = id;
    public NodeEntry Node { get; } = node;

    /// <summary>Of all its devices.</summary>
    public ClassEntry Class { get; } = @class;
    public int Devices { get; private set; } = devices;
    public long Granted { get; set; }
    public long CreditLimit { get; set; }
    public bool Draining { get; set; }

    /// <summary>Has been silent for longer than usual with jobs in hand, and not been heard since: others are served first.</summary>
    public bool Suspect { get; set; }
    public WorkerLeases Leases { get; } = new();

    /// <summary>Granted in the current step and not yet put into an effect.</summary>
    public List<LeasedJob> Granting { get; } = [];

    public long FreeCredits => Draining ? 0 : CreditLimit - Granted;

    /// <summary>When its last outcome arrived.</summary>
    public TimeSpan LastAnswer => _answers[(_answered + _answers.Length - 1) % _answers.Length];

    /// <summary>
    /// When a device began the lease's job, as far as answers tell: jobs are begun in the order of their granting, each as soon as one of
    /// the devices is free.
    /// </summary>
    public TimeSpan BegunAt(Lease lease) => lease.GrantedAt > _answers[_answered] ? lease.GrantedAt : _answers[_answered];

    public void Answered(TimeSpan now)
    {
        _answers[_answered] = now;
        _answered = (_answered + 1) % _answers.Length;
    }

    public void Resize(int devices)
    {
        if (devices == Devices) return;
        (Devices, _answers, _answered) = (devices, NewAnswers(devices), 0);
    }

    /// <summary>Times of the last answers, one for each device.</summary>
    private static TimeSpan[] NewAnswers(int devices)
    {
        var answers = new TimeSpan[Math.Max(1, devices)];
        answers.AsSpan().Fill(TimeSpan.MinValue);
        return answers;
    }
}
