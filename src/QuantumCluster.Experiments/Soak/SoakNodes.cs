using System.Globalization;
using System.Net;
using System.Net.Sockets;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.ClusterBenchmarks;

namespace QuantumCluster.Experiments.Soak;

/// <summary>The processes of a soak: a coordinator and the places of workers, on loopback, each with an address of its own. Disposing ends them all.</summary>
internal sealed class SoakNodes : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly SoakSettings _settings;
    private readonly CancellationTokenSource _over = new(); // never disposed: nodes look at it to the last
    private readonly string _configuration;
    private readonly HashSet<int> _ports = [];
    private readonly TimeProvider _time;

    public SoakNodes(SoakSettings settings, Func<TimeSpan> elapsed, TimeProvider time)
    {
        (_settings, _time, _configuration) = (settings, time, Path.Combine(settings.Folder, "nodes.conf"));
        Coordinators = [.. Enumerable.Range(0, settings.Coordinators).Select(n => new SoakNode(n, FreePlace, place => Start("coordinator", place), elapsed, _over.Token))];
        Workers = [.. Enumerable.Range(0, settings.Plan.Workers + settings.Plan.Spares).Select(n => new SoakNode(n, FreePlace, place => Start("worker", place), elapsed, _over.Token))];
        File.WriteAllText(_configuration, Configure(settings, Coordinators));
        File.Delete(Path.Combine(settings.Folder, "nodes.log")); // of an earlier soak
    }

    public IReadOnlyList<SoakNode> Coordinators { get; }

    /// <summary>Spares last.</summary>
    public IReadOnlyList<SoakNode> Workers { get; }

    /// <summary>Starts everything but the spares, and waits until it is up.</summary>
    /// <exception cref="ExecutionFailedException">It is not within two minutes.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (SoakNode coordinator in Coordinators) coordinator.Start();
        await UpAsync(() => Coordinators.All(c => c.IsUp), "every coordinator", cancellation).ConfigureAwait(false);
        foreach (SoakNode worker in Workers.Take(_settings.Plan.Workers)) worker.Start();
        await UpAsync(() => Workers.Count(w => w.IsUp) == _settings.Plan.Workers, "every worker", cancellation).ConfigureAwait(false);
    }

    /// <summary>What a trainer needs to join.</summary>
    public string ConfigurationFile => _configuration;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(Coordinators.Concat(Workers).Select(n => n.EndAsync())).ConfigureAwait(false);
    }

    private async Task UpAsync(Func<bool> up, string who, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        while (!up())
        {
            if (_time.GetElapsedTime(start) > Patience) throw new ExecutionFailedException($"Not {who} has been up within {Patience.TotalSeconds:0} s; the machine may be too busy.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, cancellation).ConfigureAwait(false);
        }
    }

    private static string Configure(SoakSettings settings, IReadOnlyList<SoakNode> coordinators) => string.Create(CultureInfo.InvariantCulture, $$"""
        quantum-cluster {
          # Nodes that are told what to suffer, and that end with the program that started them.
          faults.enabled = on
          node {
            ends-with-input = on
            seeds = [{{string.Join(", ", coordinators.Select(c => $"\"{c.Place}\""))}}]
          }
          # Jobs long enough that a worker that dies holds some; leases short enough that they are missed.
          worker {
            service-time = 2ms
            register-every = 500ms
          }
          coordinator {
            quorum = {{coordinators.Count / 2 + 1}}
            lease-floor = 500ms
            verify = {{settings.Verify}}
          }
        }
        akka {
          remote.dot-netty.tcp.transport-class = "QuantumCluster.Actors.Faults.FaultyTransport, QuantumCluster.Actors"
          cluster {
            seed-node-timeout = {{(coordinators.Count > 1 ? 8 : 1)}}s
            failure-detector {
              heartbeat-interval = 500ms
              acceptable-heartbeat-pause = 4s
            }
            split-brain-resolver {
              stable-after = 3s
              active-strategy = {{(coordinators.Count > 1 ? "keep-majority" : "keep-oldest")}}
              keep-majority.role = coordinator
            }
          }
        }
        """);

    private NodeProcess Start(string role, Endpoint place) => NodeProcess.Start(_settings.Program,
    [
        "--role", role, "--config", _configuration, "--port", Text(place.Port),
        .. role == "worker" ? (string[])["--devices", Text(_settings.Devices)] : [],
    ], line => Note(place, line));

    /// <summary>What nodes say: about broken connections, workers in quarantine, lost clusters.</summary>
    private void Note(Endpoint place, string line)
    {
        lock (_ports)
            if (!_over.IsCancellationRequested) File.AppendAllText(Path.Combine(_settings.Folder, "nodes.log"), $"{place} {line}\n");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A port that nobody listens on, and that none of ours has been given.</summary>
    private Endpoint FreePlace()
    {
        lock (_ports)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (_ports.Add(port)) return new("127.0.0.1", port);
            }
        }
    }
}
