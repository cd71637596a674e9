using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>
/// A cluster in simulated time: the real ledger decides, workers and network are models of the real ones. A client submits one run after
/// another. The same settings give the same result to the last bit, and an hour of cluster takes seconds.
/// </summary>
internal sealed class Simulation
{
    private readonly SimulationSettings _settings;
    private readonly IWorkload _workload;
    private readonly EventQueue _events = new();
    private readonly SimulatedCoordinator _coordinator;
    private readonly SimulatedWorker[] _workers;
    private readonly Dictionary<string, SimulatedWorker> _named;
    private readonly List<SimulatedStep> _steps = [];
    private readonly List<InjectedFault> _faults = [];
    private readonly Dictionary<JobKey, JobOutcome> _accepted = [];
    private IReadOnlyList<FragmentJob> _jobs = [];
    private TimeSpan _started;
    private RunId _run;
    private bool _over;

    private Simulation(SimulationSettings settings, IWorkload workload)
    {
        (_settings, _workload) = (settings, workload);
        _coordinator = new SimulatedCoordinator(settings.Ledger, settings.Costs, _events, Send, Hear);
        _workers = [.. Enumerable.Range(0, settings.Workers + (settings.Plan?.Spares ?? 0)).Select(n => new SimulatedWorker(n, settings, workload, _events, _coordinator))];
        _named = _workers.ToDictionary(w => w.Name);
    }

    public static SimulationResult Run(SimulationSettings settings, IWorkload workload) => new Simulation(settings, workload).Run();

    private SimulationResult Run()
    {
        foreach (SimulatedWorker worker in _workers.Take(_settings.Workers)) worker.Start();
        for (int i = 0; i < (_settings.Plan?.Faults.Length ?? 0); i++)
        {
            int number = i;
            _events.At(_settings.Plan!.Faults[i].At, () => Play(number));
        }

        _events.After(2 * _settings.Costs.Way, Submit); // when workers have presented themselves
        while (!_over && _events.Step())
        {
        }

        return new([.. _steps], [.. _faults], _coordinator.Counts, _events.Now, _coordinator.Busy, _jobs.Count);
    }

    private void Submit()
    {
        if (_steps.Count >= _settings.Steps || _events.Now > _settings.Plan?.Length)
        {
            _over = true;
            return;
        }

        _run = new RunId(1, _steps.Count);
        _jobs = _workload.JobsOf(_run);
        _started = _events.Now;
        _accepted.Clear();
        _coordinator.Receive(new LedgerEvent.RunAdmitted(_run, _jobs));
    }

    private void Send(LedgerEffect.GrantJobs grant) => _named[grant.Worker.Node].Send(grant);

    private void Hear(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.AcceptOutcome e: _accepted[e.Outcome.Key] = e.Outcome; break;
            case LedgerEffect.RetractOutcome e: _accepted.Remove(e.Key); break;
            case LedgerEffect.CompleteRun: End(failed: false); break;
            case LedgerEffect.FailRun: End(failed: true); break;
            case LedgerEffect.QuarantineNode e: Replace(_named[e.Node]); break;
        }
    }

    private void Replace(SimulatedWorker liar)
    {
        liar.Replace();
        _named.Add(liar.Name, liar);
        _events.After(_settings.Costs.Restart, liar.Start);
    }

    private void End(bool failed)
    {
        _steps.Add(new(_started, _events.Now, failed, failed ? double.NaN : _workload.ErrorOf(_run, _accepted.Values)));
        Submit();
    }

    /// <summary>On the planned worker, or the next that can suffer it, as soak does; nobody where there is none.</summary>
    private void Play(int number)
    {
        FaultPlan plan = _settings.Plan!;
        Fault fault = plan.Faults[number];
        if (fault.Act is FaultAct.Coordinator)
        {
            if (_coordinator.IsDead) return;
            _coordinator.Die();
            _events.After(_settings.Costs.Failover, Succeed);
            _faults.Add(new(fault, fault.Node, _events.Now));
            return;
        }

        bool comes = fault.Act is FaultAct.Add;
        int target = Enumerable.Range(0, _workers.Length).Select(k => (fault.Node + k) % _workers.Length).FirstOrDefault(n => _workers[n].IsUp != comes, -1);
        if (target < 0) return;
        Do(fault.Act, _workers[target], number);
        _faults.Add(new(fault, target, _events.Now));
    }

    private void Do(FaultAct act, SimulatedWorker worker, int number)
    {
        switch (act)
        {
            case FaultAct.Kill:
                worker.Die();
                _events.After(_settings.Costs.Restart, worker.Start);
                break;
            case FaultAct.Stop a: worker.Freeze(a.For); break;
            case FaultAct.Add: worker.Start(); break;
            case FaultAct.Drain: worker.Leave(); break;
            default: worker.Suffer(act, _settings.Plan!.SeedOf(number)); break;
        }
    }

    /// <summary>A standby takes the seat: workers present themselves, and the client submits its open run again.</summary>
    private void Succeed()
    {
        _coordinator.Rise();
        foreach (SimulatedWorker worker in _workers.Where(w => w.IsUp)) worker.Register();
        _accepted.Clear();
        _coordinator.Receive(new LedgerEvent.RunAdmitted(_run, _jobs));
    }
}
