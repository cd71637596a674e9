using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Faults;

/// <summary>What is to befall the next jobs of one device. Written by the node's <see cref="FaultActor"/>, read by the device's thread.</summary>
internal sealed class DeviceFaults(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<Mishap> _mishaps = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _slowUntil, _delay;

    /// <param name="Kind">Crash, Corrupt or Lie.</param>
    /// <param name="Chance">How the outcome is damaged.</param>
    internal readonly record struct Mishap(FaultKind Kind, KeyedRandom Chance);

    public void Inject(FaultAct act, Seed seed)
    {
        lock (_gate)
        {
            switch (act)
            {
                case FaultAct.Slow a: (_slowUntil, _delay) = (time.GetElapsedTime(_start) + a.For, a.Delay); break;
                case FaultAct.Crash a: Enqueue(a.Kind, a.Jobs, seed); break;
                case FaultAct.Corrupt a: Enqueue(a.Kind, a.Jobs, seed); break;
                case FaultAct.Lie a: Enqueue(a.Kind, a.Jobs, seed); break;
                default: throw new ArgumentException($"A device cannot suffer {act}.", nameof(act));
            }
        }
    }

    /// <summary>What befalls the job that begins now.</summary>
    public (Mishap? Mishap, TimeSpan Delay) Next()
    {
        lock (_gate)
        {
            TimeSpan delay = time.GetElapsedTime(_start) < _slowUntil ? _delay : TimeSpan.Zero;
            return (_mishaps.TryDequeue(out Mishap mishap) ? mishap : null, delay);
        }
    }

    private void Enqueue(FaultKind kind, int jobs, Seed seed)
    {
        for (int i = 0; i < jobs; i++) _mishaps.Enqueue(new(kind, seed.For((ulong)i).Generator()));
    }
}
