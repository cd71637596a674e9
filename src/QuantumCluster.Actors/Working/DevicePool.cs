using Akka.Actor;

namespace QuantumCluster.Actors.Working;

/// <summary>A worker's devices, and how many jobs each of them holds.</summary>
internal sealed class DevicePool(IReadOnlyList<IActorRef> devices)
{
    private readonly int[] _held = new int[devices.Count];

    /// <summary>One more job for a device that holds fewest; null when all are full.</summary>
    /// <param name="depth">Most jobs that one device holds, the one it works on included.</param>
    public IActorRef? Take(int depth)
    {
        int least = 0;
        for (int i = 1; i < _held.Length; i++)
            if (_held[i] < _held[least]) least = i;
        if (_held[least] >= depth) return null;
        _held[least]++;
        return devices[least];
    }

    /// <summary>The device has one job less.</summary>
    public void Release(IActorRef device)
    {
        for (int i = 0; i < _held.Length; i++)
            if (devices[i].Equals(device)) _held[i]--;
    }
}
