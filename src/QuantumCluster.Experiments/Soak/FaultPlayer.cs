using System.Collections.Concurrent;
using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Experiments.Soak;

/// <summary>
/// Plays a fault plan on processes, fault after fault, each at its time or as soon after it as can be: what takes a worker away waits until
/// others are well enough to go on.
/// </summary>
internal sealed class FaultPlayer(FaultPlan plan, IReadOnlyList<SoakNode> workers, FaultInjector injector, IReadOnlyList<SoakNode> coordinators, Func<TimeSpan> elapsed, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20), AnswerLimit = TimeSpan.FromSeconds(8);
    private readonly ConcurrentQueue<InjectedFault> _injected = new();
    private int _missed;

    /// <summary>In the order in which they were done.</summary>
    public ImmutableArray<InjectedFault> Injected => [.. _injected];

    /// <summary>Faults that no node would take.</summary>
    public int Missed => _missed;

    public async Task PlayAsync(CancellationToken cancellation)
    {
        TimeSpan start = elapsed();
        var answers = new List<Task>();
        for (int i = 0; i < plan.Faults.Length; i++)
        {
            Fault fault = plan.Faults[i];
            TimeSpan early = start + fault.At - elapsed();
            if (early > TimeSpan.Zero) await Task.Delay(early, time, cancellation).ConfigureAwait(false);
            SoakNode target = await TargetAsync(fault, cancellation).ConfigureAwait(false);
            answers.Add(DoAsync(fault, target, i, cancellation));
        }

        await Task.WhenAll(answers).ConfigureAwait(false);
        TimeSpan left = start + plan.Length - elapsed();
        if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellation).ConfigureAwait(false);
    }

    /// <summary>The planned worker, or for what any could suffer the next that is well; waits until there is one.</summary>
    private async Task<SoakNode> TargetAsync(Fault fault, CancellationToken cancellation)
    {
        while (true)
        {
            SoakNode planned = workers[fault.Node];
            switch (fault.Act)
            {
                case FaultAct.Add when planned.IsEmpty:
                case FaultAct.Drain when planned.IsWell && OthersWell(planned) >= LeastOthers:
                    return planned;
                case FaultAct.Coordinator when coordinators.All(c => c.IsUp) && await ServingAsync(cancellation).ConfigureAwait(false) is { } serving:
                    return serving;
                case FaultAct.Add or FaultAct.Drain or FaultAct.Coordinator:
                    break;
                default:
                    bool takesAway = fault.Act is FaultAct.Kill or FaultAct.Stop or FaultAct.Partition;
                    for (int k = 0; k < workers.Count; k++)
                        if (workers[(fault.Node + k) % workers.Count] is { IsWell: true } well && (!takesAway || OthersWell(well) >= LeastOthers)) return well;
                    break;
            }

            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The coordinator that the trainer speaks with; null while it knows none.</summary>
    private async Task<SoakNode?> ServingAsync(CancellationToken cancellation) =>
        await injector.CoordinatorAsync(cancellation).ConfigureAwait(false) is { } place ? coordinators.FirstOrDefault(c => c.Place == place) : null;

    /// <summary>Two where there are so many.</summary>
    private int LeastOthers => Math.Min(2, plan.Workers - 1);

    private int OthersWell(SoakNode worker) => workers.Count(w => w != worker && w.IsWell);

    private Task DoAsync(Fault fault, SoakNode target, int number, CancellationToken cancellation)
    {
        TimeSpan now = elapsed();
        switch (fault.Act)
        {
            case FaultAct.Kill or FaultAct.Coordinator: target.Kill(); break;
            case FaultAct.Stop act: target.Freeze(act.For); break;
            case FaultAct.Add: target.Start(); break;
            case FaultAct.Drain: target.Leave(); break;
            default: return TellAsync(fault, target, number, now, cancellation);
        }

        _injected.Enqueue(new(fault, target.Number, now));
        return Task.CompletedTask;
    }

    /// <summary>Has the node do it to itself; if it has died meanwhile, the next one.</summary>
    private async Task TellAsync(Fault fault, SoakNode target, int number, TimeSpan now, CancellationToken cancellation)
    {
        if (fault.Act is FaultAct.Partition cut) target.Harm(cut.For);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await injector.InjectAsync(target.Place, fault.Act, plan.SeedOf(number), AnswerLimit, cancellation).ConfigureAwait(false);
                _injected.Enqueue(new(fault, target.Number, now));
                return;
            }
            catch (ExecutionFailedException) when (attempt < 4)
            {
                target = await TargetAsync(fault with { Node = (target.Number + 1) % workers.Count }, cancellation).ConfigureAwait(false);
                now = elapsed();
            }
            catch (ExecutionFailedException)
            {
                Interlocked.Increment(ref _missed);
                return;
            }
        }
    }
}
