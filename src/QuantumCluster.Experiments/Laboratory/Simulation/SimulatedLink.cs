using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>The way between one worker and the coordinator, and what befalls messages on it.</summary>
internal sealed class SimulatedLink(TimeSpan way, EventQueue events)
{
    private TimeSpan _cutUntil, _lossUntil;
    private double _share;
    private int _garbled;
    private KeyedRandom? _chance;

    /// <param name="act">A partition, a loss or noise.</param>
    /// <param name="seed">Of what is lost.</param>
    public void Suffer(FaultAct act, Seed seed)
    {
        switch (act)
        {
            case FaultAct.Partition a: _cutUntil = Later(_cutUntil, events.Now + a.For); break;
            case FaultAct.Drop a: (_lossUntil, _share, _chance) = (events.Now + a.For, a.Share, seed.Generator()); break;
            case FaultAct.Garble a: _garbled = a.Frames; break;
            default: throw new ArgumentException($"A link cannot suffer {act}.", nameof(act));
        }
    }

    /// <summary>As over TCP: what is sent into a cut arrives when it heals.</summary>
    public void Send(Action arrive, bool fromWorker)
    {
        if (fromWorker && _garbled > 0)
        {
            _garbled--; // nobody can read it
            return;
        }

        if (events.Now < _lossUntil && _chance!.NextDouble() < _share) return;
        events.At(Later(events.Now, _cutUntil) + way, arrive);
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
