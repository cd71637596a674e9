using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>One device: whether it is taken, and what is to befall its next jobs.</summary>
internal sealed class SimulatedDevice
{
    private readonly Queue<(FaultKind Kind, KeyedRandom Chance)> _mishaps = new();
    private TimeSpan _slowUntil, _delay;

    public bool IsBusy { get; set; }

    public void Suffer(FaultAct act, Seed seed, TimeSpan now)
    {
        switch (act)
        {
            case FaultAct.Slow a: (_slowUntil, _delay) = (now + a.For, a.Delay); break;
            case FaultAct.Crash a: Add(a.Kind, a.Jobs, seed); break;
            case FaultAct.Corrupt a: Add(a.Kind, a.Jobs, seed); break;
            case FaultAct.Lie a: Add(a.Kind, a.Jobs, seed); break;
            default: throw new ArgumentException($"A device cannot suffer {act}.", nameof(act));
        }
    }

    /// <summary>What befalls the job that begins now.</summary>
    public ((FaultKind Kind, KeyedRandom Chance)? Mishap, TimeSpan Delay) Next(TimeSpan now) => (_mishaps.TryDequeue(out var mishap) ? mishap : null, now < _slowUntil ? _delay : TimeSpan.Zero);

    private void Add(FaultKind kind, int jobs, Seed seed)
    {
        for (int i = 0; i < jobs; i++) _mishaps.Enqueue((kind, seed.For((ulong)i).Generator()));
    }
}
