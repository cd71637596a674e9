using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>Watches a coordinator's ledger: which node holds which job, and when jobs of a node that was struck are with others. Safe for concurrent use.</summary>
public sealed class LedgerWatch(TimeProvider time) : ILedgerRecording, IEventRecorder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<JobKey, List<string>> _holders = [];
    private readonly HashSet<JobKey> _missing = [];
    private string _struck = "";
    private TaskCompletionSource<long>? _recovered;

    public IEventRecorder Begin(LedgerSettings settings) => this;

    /// <summary>The nodes that hold most jobs, most first.</summary>
    public IReadOnlyList<string> Holders()
    {
        lock (_lock) return [.. _holders.Values.SelectMany(nodes => nodes).GroupBy(node => node).OrderByDescending(g => g.Count()).Select(g => g.Key)];
    }

    /// <summary>From now on this node is not counted on.</summary>
    /// <returns>The timestamp at which every job that it held at this moment was granted to another node, or done.</returns>
    public Task<long> StrikeAsync(string node)
    {
        lock (_lock)
        {
            (_struck, _recovered) = (node, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
            _missing.Clear();
            _missing.UnionWith(_holders.Where(h => h.Value.Contains(node) && h.Value.All(holder => holder == node)).Select(h => h.Key));
            if (_missing.Count == 0) _recovered.SetResult(time.GetTimestamp());
            return _recovered.Task;
        }
    }

    public void Record(TimeSpan now, LedgerEvent happened, ImmutableArray<LedgerEffect> effects)
    {
        lock (_lock)
        {
            foreach (LedgerEffect effect in effects)
            {
                switch (effect)
                {
                    case LedgerEffect.GrantJobs grant:
                        foreach (LeasedJob leased in grant.Jobs) Hold(leased.Job.Key, grant.Worker.Node);
                        break;
                    case LedgerEffect.AcceptOutcome accepted:
                        _holders.Remove(accepted.Outcome.Key);
                        Find(accepted.Outcome.Key);
                        break;
                }
            }
        }
    }

    public void Dispose()
    {
    }

    private void Hold(JobKey job, string node)
    {
        if (!_holders.TryGetValue(job, out List<string>? nodes)) _holders.Add(job, nodes = []);
        nodes.Add(node);
        if (node != _struck) Find(job);
    }

    private void Find(JobKey job)
    {
        if (_missing.Remove(job) && _missing.Count == 0) _recovered?.TrySetResult(time.GetTimestamp());
    }
}
