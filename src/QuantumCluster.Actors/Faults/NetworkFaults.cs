using Akka.Actor;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Faults;

/// <summary>What becomes of frames from and to this node. Shared by all its links; safe for concurrent calls.</summary>
internal sealed class NetworkFaults(IScheduler scheduler)
{
    private readonly Lock _gate = new();
    private int _cuts, _garbled;
    private Losses? _losses;
    private KeyedRandom? _noise;

    public enum Fate
    {
        Pass,
        /// <summary>Until the cut heals.</summary>
        Hold,
        Lose,
        Garble,
    }

    /// <summary>Told on a scheduler's thread that a cut has healed: what is held may go on.</summary>
    public event Action? Healed;

    public void Inject(FaultAct act, Seed seed)
    {
        lock (_gate)
        {
            switch (act)
            {
                case FaultAct.Partition a:
                    _cuts++;
                    scheduler.Advanced.ScheduleOnce(a.For, Heal);
                    break;
                case FaultAct.Drop a:
                    var losses = _losses = new Losses(a.Share, seed.Generator());
                    scheduler.Advanced.ScheduleOnce(a.For, () => End(losses));
                    break;
                case FaultAct.Garble a:
                    (_garbled, _noise) = (a.Frames, seed.Generator());
                    break;
                default:
                    throw new ArgumentException($"A network cannot suffer {act}.", nameof(act));
            }
        }
    }

    public Fate Outbound()
    {
        lock (_gate)
        {
            if (Inbound() is not Fate.Pass and var fate) return fate;
            if (_garbled == 0) return Fate.Pass;
            _garbled--;
            return Fate.Garble;
        }
    }

    public Fate Inbound()
    {
        lock (_gate)
        {
            if (_cuts > 0) return Fate.Hold;
            return _losses is { } losses && losses.Chance.NextDouble() < losses.Share ? Fate.Lose : Fate.Pass;
        }
    }

    /// <summary>Bytes that nobody has sent.</summary>
    public byte[] Noise(int length)
    {
        var bytes = new byte[length];
        lock (_gate)
            for (int i = 0; i < length; i++) bytes[i] = (byte)_noise!.NextUInt64();
        return bytes;
    }

    private void Heal()
    {
        lock (_gate)
            if (--_cuts > 0) return; // cut again meanwhile, for longer
        Healed?.Invoke();
    }

    private void End(Losses losses)
    {
        lock (_gate)
            if (_losses == losses) _losses = null;
    }

    private sealed record Losses(double Share, KeyedRandom Chance);
}
