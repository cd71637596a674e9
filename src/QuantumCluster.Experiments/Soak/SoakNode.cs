using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.ClusterBenchmarks;

namespace QuantumCluster.Experiments.Soak;

/// <summary>
/// The place of one node: while it is wanted, a process is there or being started, at the same address each time, as long as the cluster
/// trusts it.
/// </summary>
internal sealed class SoakNode(int number, Func<Endpoint> freePlace, Func<Endpoint, NodeProcess> start, Func<TimeSpan> elapsed, CancellationToken over)
{
    private readonly Lock _gate = new();
    private NodeProcess? _process;
    private Task _supervision = Task.CompletedTask;
    private bool _wanted, _up;
    private TimeSpan _harmedUntil;
    private int _starts;

    public int Number => number;

    public Endpoint Place { get; private set; } = freePlace();

    /// <summary>Processes started here so far.</summary>
    public int Starts => _starts;

    public bool IsUp
    {
        get
        {
            lock (_gate) return _up;
        }
    }

    /// <summary>Up, and neither frozen nor cut off.</summary>
    public bool IsWell
    {
        get
        {
            lock (_gate) return _up && elapsed() > _harmedUntil;
        }
    }

    /// <summary>Nobody is here and nobody is wanted.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate) return !_wanted && _supervision.IsCompleted;
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            _wanted = true;
            _supervision = Task.Run(SuperviseAsync, CancellationToken.None);
        }
    }

    public void Kill()
    {
        lock (_gate)
        {
            _up = false;
            _process?.Kill();
        }
    }

    public void Freeze(TimeSpan time)
    {
        Harm(time);
        lock (_gate) _process?.FreezeFor(time);
    }

    public void Leave()
    {
        lock (_gate)
        {
            (_wanted, _up) = (false, false);
            _process?.AskToEnd();
        }
    }

    /// <summary>Counts as not well for this time.</summary>
    public void Harm(TimeSpan time)
    {
        lock (_gate) _harmedUntil = elapsed() + time;
    }

    /// <summary>At once, without farewell.</summary>
    public async Task EndAsync()
    {
        lock (_gate)
        {
            (_wanted, _up) = (false, false);
            _process?.Kill();
        }

        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SuperviseAsync()
    {
        while (true)
        {
            NodeProcess process;
            lock (_gate)
            {
                if (!_wanted || over.IsCancellationRequested) return;
                process = _process = start(Place);
                _starts++;
            }

            using (process)
            {
                try
                {
                    await process.Up.ConfigureAwait(false);
                    lock (_gate) _up = _wanted;
                }
                catch (ExecutionFailedException)
                {
                    // killed before it was up, or it could not start: once more
                }

                int code = await process.Ended.ConfigureAwait(false);
                lock (_gate)
                {
                    // A node in quarantine stays there. Who runs the cluster puts another in its place.
                    if (code == 1 && process.LastWord.Contains("quarantined", StringComparison.Ordinal)) Place = freePlace();
                    (_up, _process) = (false, null);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None).ConfigureAwait(false); // not as fast as can be, should it fail each time
        }
    }
}
