using System.Globalization;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>A coordinator in this process and workers in processes of their own, on loopback.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<string> _program;
    private readonly FleetSettings _settings;
    private readonly string _configuration;
    private readonly List<NodeProcess> _workers = [];

    private Fleet(IReadOnlyList<string> program, FleetSettings settings, HostedCluster cluster)
    {
        (_program, _settings, Cluster) = (program, settings, cluster);
        _configuration = Path.Combine(Directory.CreateTempSubdirectory("qcluster-").FullName, "worker.conf");
        File.WriteAllText(_configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            quantum-cluster {
              node { echo = on, ends-with-input = on }
              worker { window-per-device = {{settings.WindowPerDevice}}, service-time = {{settings.ServiceTime.TotalMilliseconds}}ms }
            }
            """));
    }

    public HostedCluster Cluster { get; }

    public IReadOnlyList<NodeProcess> Workers => _workers;

    /// <param name="program">As in <see cref="NodeProcess.Start"/>.</param>
    public static async Task<Fleet> StartAsync(IReadOnlyList<string> program, FleetSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        NodeSettings node = NodeSettings.Load(NodeRole.Coordinator, [], port: 0);
        HostedCluster cluster = await HostedCluster.StartAsync(node with { Coordinator = node.Coordinator with { Recording = settings.Recording } }, time, cancellation);
        var fleet = new Fleet(program, settings, cluster);
        try
        {
            for (int w = 0; w < settings.Workers; w++) fleet.StartWorker();
            foreach (NodeProcess worker in fleet.Workers) await worker.Up.WaitAsync(Patience, time, cancellation);
            await cluster.WorkersAsync(settings.Workers, Patience, cancellation);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more worker; it joins when it is ready.</summary>
    public NodeProcess StartWorker()
    {
        NodeProcess worker = NodeProcess.Start(_program, ["--role", "worker", "--config", _configuration, "--port", "0", "--seed", Cluster.Address,
            "--devices", _settings.DevicesPerWorker.ToString(CultureInfo.InvariantCulture)]);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Ends a worker for good, if it has not ended yet.</summary>
    public void Remove(NodeProcess worker)
    {
        _workers.Remove(worker);
        worker.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync(); // first, while there are members that can take note of it
        foreach (NodeProcess worker in _workers) worker.Dispose();
        Directory.Delete(Path.GetDirectoryName(_configuration)!, recursive: true);
    }
}

public sealed record FleetSettings
{
    public int Workers { get; init; } = 2;

    public int DevicesPerWorker { get; init; } = 1;

    /// <summary>As in <see cref="WorkerSettings.WindowPerDevice"/>.</summary>
    public int WindowPerDevice { get; init; } = 4;

    /// <summary>Who watches the coordinator's ledger.</summary>
    public ILedgerRecording Recording { get; init; } = NoRecording.Instance;

    /// <summary>As in <see cref="WorkerSettings.ServiceTime"/>.</summary>
    public TimeSpan ServiceTime { get; init; } = TimeSpan.Zero;
}
