namespace QuantumCluster.Actors.Ledger;

/// <summary>Live leases with the one that ends first on top; each knows its place, so that any of them leaves in logarithmic time.</summary>
internal sealed class DeadlineHeap
{
    private readonly List<Lease> _leases = [];

    public Lease? First => _leases.Count > 0 ? _leases[0] : null;

    public void Add(Lease lease)
    {
        lease.HeapIndex = _leases.Count;
        _leases.Add(lease);
        Rise(lease);
    }

    public void Remove(Lease lease)
    {
        Lease last = _leases[^1];
        _leases.RemoveAt(_leases.Count - 1);
        if (last == lease) return;
        Put(last, lease.HeapIndex);
        Rise(last);
        Sink(last);
    }

    private static bool Precedes(Lease a, Lease b) => a.Deadline != b.Deadline ? a.Deadline < b.Deadline : a.Id.Value < b.Id.Value;

    private void Rise(Lease lease)
    {
        for (int at = lease.HeapIndex, parent = (at - 1) / 2; at > 0 && Precedes(lease, _leases[parent]); at = parent, parent = (at - 1) / 2)
        {
            Put(_leases[parent], at);
            Put(lease, parent);
        }
    }

    private void Sink(Lease lease)
    {
        while (true)
        {
            int at = lease.HeapIndex, child = 2 * at + 1;
            if (child >= _leases.Count) return;
            if (child + 1 < _leases.Count && Precedes(_leases[child + 1], _leases[child])) child++;
            if (!Precedes(_leases[child], lease)) return;
            Put(_leases[child], at);
            Put(lease, child);
        }
    }

    private void Put(Lease lease, int at) => (_leases[at], lease.HeapIndex) = (lease, at);
}
