using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Watches that no session is passed over: while it has a job that was never granted and needs the same, no other session is granted two.</summary>
internal sealed class Turns
{
    private readonly Dictionary<ulong, HashSet<JobKey>> _fresh = [];
    private readonly Dictionary<(ulong Waiting, ulong Served), int> _passes = [];

    public void Submitted(IEnumerable<FragmentJob> jobs)
    {
        foreach (FragmentJob job in jobs)
        {
            if (!_fresh.TryGetValue(job.Key.Run.Session, out HashSet<JobKey>? fresh)) _fresh.Add(job.Key.Run.Session, fresh = []);
            fresh.Add(job.Key);
        }
    }

    public void Over(long run)
    {
        foreach (HashSet<JobKey> fresh in _fresh.Values) fresh.RemoveWhere(k => k.Run.Number == run);
        Rest();
    }

    /// <param name="alike">Whether a job that waits could have gone wherever one that was granted could: who waits for others is not passed over.</param>
    public void Check(IEnumerable<LedgerEffect> effects, Func<JobKey, JobKey, bool> alike)
    {
        foreach (LeasedJob granted in effects.OfType<LedgerEffect.GrantJobs>().SelectMany(g => g.Jobs).OrderBy(j => j.Lease.Value))
        {
            ulong served = granted.Job.Key.Run.Session;
            foreach (var (waiting, fresh) in _fresh)
            {
                if (waiting == served || !fresh.Any(key => alike(key, granted.Job.Key))) continue;
                int passes = _passes[(waiting, served)] = _passes.GetValueOrDefault((waiting, served)) + 1;
                Assert.True(passes <= 1, $"session {served} was granted {passes} jobs while session {waiting} waited");
            }

            _fresh[served].Remove(granted.Job.Key);
            foreach (ulong other in _fresh.Keys) _passes.Remove((served, other));
            Rest();
        }
    }

    private void Rest()
    {
        foreach (ulong session in _fresh.Where(f => f.Value.Count == 0).Select(f => f.Key))
            foreach (ulong other in _fresh.Keys) _passes.Remove((session, other));
    }
}
