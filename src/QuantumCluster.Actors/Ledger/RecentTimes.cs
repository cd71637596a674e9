namespace QuantumCluster.Actors.Ledger;

/// <summary>How long something usually takes: the 90th percentile of its last 64 times, which a few long ones do not move.</summary>
internal sealed class RecentTimes
{
    private const int Kept = 64;
    private readonly TimeSpan[] _times = new TimeSpan[Kept];
    private long _added;

    public void Add(TimeSpan time) => _times[_added++ % Kept] = time;

    /// <summary>Null while there is none.</summary>
    public TimeSpan? Usual()
    {
        if (_added == 0) return null;
        TimeSpan[] sorted = _times[..(int)Math.Min(_added, Kept)];
        Array.Sort(sorted);
        return sorted[(sorted.Length * 9 - 1) / 10];
    }
}
