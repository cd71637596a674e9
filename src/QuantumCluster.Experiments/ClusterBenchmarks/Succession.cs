using System.Globalization;
using System.Net;
using System.Net.Sockets;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>Kills the coordinator in the middle of a step and takes the time until the step is complete on another.</summary>
public sealed class Succession(IReadOnlyList<string> program, TimeProvider time) : IDisposable
{
    private const int Coordinators = 3, Workers = 2;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qcluster-");

    // Short against the succession, long enough to be killed in.
    private readonly QuantumWork _work = new(40, new Granularity(int.MaxValue, 1));

    /// <returns>Seconds from the kill to the result.</returns>
    public async Task<double> SecondsAsync(CancellationToken cancellation)
    {
        int[] ports = FreePorts();
        string seeds = string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")));
        string[] files = [Write("standby.conf", BuiltIn("standby.conf")), Write("fast.conf", BuiltIn("fast.conf")), Write("slow.conf", "quantum-cluster { node.ends-with-input = on \n worker.service-time = 10ms }")];
        var nodes = new List<NodeProcess>();
        try
        {
            foreach (int port in ports) // in their order: the first one holds the seat
            {
                nodes.Add(Start("coordinator", files, seeds, "--port", port.ToString(CultureInfo.InvariantCulture)));
                await nodes[^1].Up.WaitAsync(cancellation);
            }

            for (int i = 0; i < Workers; i++) nodes.Add(Start("worker", files, seeds, "--devices", "2"));
            foreach (NodeProcess node in nodes) await node.Up.WaitAsync(cancellation);
            await using ClusterConnection cluster = await ClusterConnection.JoinAsync([.. ports.Select(port => new Endpoint("127.0.0.1", port))],
                new ClusterConnectionSettings { ConfigFiles = files, Time = time }, cancellation);
            await _work.ForwardAsync(cluster.Executor);

            Task step = _work.ForwardAsync(cluster.Executor);
            await Task.Delay(Settling, time, cancellation);
            if (step.IsCompleted) throw new InvalidOperationException("The step was over before the coordinator was killed.");
            long start = time.GetTimestamp();
            nodes[0].Kill();
            await step.WaitAsync(cancellation);
            return time.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            foreach (NodeProcess node in nodes) node.Dispose();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private NodeProcess Start(string role, string[] files, string seeds, params string[] more) =>
        NodeProcess.Start(program, ["--role", role, .. files.SelectMany(file => new[] { "--config", file }), "--seed", seeds, .. more]);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string BuiltIn(string name)
    {
        using var reader = new StreamReader(typeof(NodeSettings).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static int[] FreePorts()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, Coordinators).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }
}
