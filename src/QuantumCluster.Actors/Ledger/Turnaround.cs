namespace QuantumCluster.Actors.Ledger;

/// <summary>Exponentially weighted mean of the time from granting a job to its outcome.</summary>
internal sealed class Turnaround
{
    private const double Weight = 0.1;
    private double _seconds = double.NaN;

    public void Add(TimeSpan turnaround) =>
        _seconds = double.IsNaN(_seconds) ? turnaround.TotalSeconds : _seconds + Weight * (turnaround.TotalSeconds - _seconds);

    /// <summary>How long a first lease lasts by what is known.</summary>
    public TimeSpan Lease(LedgerSettings settings) => double.IsNaN(_seconds)
        ? settings.FirstLease
        : TimeSpan.FromSeconds(Math.Max(settings.LeaseFloor.TotalSeconds, settings.LeaseFactor * _seconds));
}
