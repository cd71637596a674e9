using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>
/// The network between hosts, in this process: reads IP packets from the TUN device of each host and writes them to that of their
/// receiver, later, or never. What is lost is drawn from the seed; how many packets there are is TCP's affair, so a repeat loses the same
/// share, not the same packets.
/// </summary>
internal sealed class Wire : IDisposable
{
    private const int LargestPacket = 65536, StopLook = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(StopLook);

    private readonly IReadOnlyList<int> _devices;
    private readonly TimeProvider _time;
    private readonly bool[] _isolated;
    private readonly Queue<(long Sent, TimeSpan Delay, byte[] Packet)>[] _underWay;
    private readonly Thread[] _threads;
    private volatile WireCondition _condition = WireCondition.Ideal;
    private volatile bool _over;
    private long _sent, _lost;

    /// <param name="devices">Open TUN devices; host h has the address <see cref="Hosts.AddressOf"/>(h). Closed with the wire.</param>
    public Wire(IReadOnlyList<int> devices, Seed seed, TimeProvider time)
    {
        (_devices, _time, _isolated) = (devices, time, new bool[devices.Count]);
        _underWay = [.. devices.Select(_ => new Queue<(long, TimeSpan, byte[])>())];
        _threads =
        [
            .. devices.Select((_, h) => new Thread(() => Read(h, seed.For((ulong)h).Generator())) { IsBackground = true, Name = $"wire from {h}" }),
            .. devices.Select((_, h) => new Thread(() => Deliver(h)) { IsBackground = true, Name = $"wire to {h}" }),
        ];
        foreach (Thread thread in _threads) thread.Start();
    }

    /// <summary>Holds for packets that are sent from now on.</summary>
    public WireCondition Condition
    {
        get => _condition;
        set => _condition = value;
    }

    /// <summary>Packets that hosts have sent to each other, and those of them that did not arrive.</summary>
    public (long Sent, long Lost) Packets => (Interlocked.Read(ref _sent), Interlocked.Read(ref _lost));

    /// <summary>Nothing reaches the host and nothing leaves it, until <see cref="Heal"/>.</summary>
    public void Isolate(int host) => Volatile.Write(ref _isolated[host], true);

    public void Heal(int host) => Volatile.Write(ref _isolated[host], false);

    public void Dispose()
    {
        _over = true;
        foreach (Thread thread in _threads) thread.Join();
        foreach (int device in _devices) LinuxCalls.Close(device);
    }

    private void Read(int from, KeyedRandom chance)
    {
        var buffer = new byte[LargestPacket];
        while (!_over)
        {
            if (!LinuxCalls.Wait(_devices[from], StopLook)) continue;
            int length = LinuxCalls.Read(_devices[from], buffer);
            WireCondition condition = _condition;
            if (length < 20 || buffer[0] >> 4 != 4 || Hosts.HostAt(buffer.AsSpan(16, 4)) is not { } to || to >= _devices.Count) continue; // IPv4 between hosts, nothing else
            Interlocked.Increment(ref _sent);
            if (Volatile.Read(ref _isolated[from]) || Volatile.Read(ref _isolated[to]) || (condition.Loss > 0 && chance.NextDouble() < condition.Loss))
            {
                Interlocked.Increment(ref _lost);
                continue;
            }

            lock (_underWay[to])
            {
                _underWay[to].Enqueue((_time.GetTimestamp(), condition.Delay, buffer[..length]));
                Monitor.Pulse(_underWay[to]);
            }
        }
    }

    private void Deliver(int to)
    {
        while (!_over)
        {
            byte[] packet;
            lock (_underWay[to])
            {
                TimeSpan left = _underWay[to].TryPeek(out var next) ? next.Delay - _time.GetElapsedTime(next.Sent) : Patience;
                if (left > TimeSpan.Zero)
                {
                    Monitor.Wait(_underWay[to], left < Patience ? left : Patience);
                    continue;
                }

                packet = _underWay[to].Dequeue().Packet;
            }

            LinuxCalls.Write(_devices[to], packet);
        }
    }
}
