using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace QuantumCluster.Cli.Tests.Programs;

/// <summary>
/// Hosts of a network that can really be cut: one network namespace of this machine each, their cables in a bridge that forwards nothing
/// of a host that is isolated. That is silence, as of a cable pulled somewhere on the way: no host is told anything. Disposing removes all.
/// </summary>
internal sealed class NamespacedNetwork : IDisposable
{
    private static int _made;
    private readonly string _name = $"qc{Environment.ProcessId:x}{Interlocked.Increment(ref _made):x}";
    private readonly List<string> _namespaces = [];

    public NamespacedNetwork(int hosts)
    {
        try
        {
            Make(Hub);
            Ip("-n", Hub, "link", "add", "bridge", "type", "bridge");
            Ip("-n", Hub, "link", "set", "bridge", "up");
            for (int host = 0; host < hosts; host++) Connect(host);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private string Hub => _name + "-hub";

    public static string AddressOf(int host) => $"10.77.0.{10 + host}";

    /// <summary>Null where such a network can be made.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    public RunningProgram Start(int host, string program, string directory, params string[] arguments) =>
        RunningProgram.Start("ip", directory, null, ["netns", "exec", Host(host), program, .. arguments]);

    /// <summary>Nothing reaches the host and nothing leaves it.</summary>
    public void Isolate(int host) => Forward(host, "0");

    public void Heal(int host) => Forward(host, "3");

    /// <summary>Loses what is on its way to or from the host for a part of the time, until cancelled; leaves the host healed.</summary>
    public async Task LosePacketsAsync(int host, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Isolate(host);
            await Task.Delay(20, CancellationToken.None);
            Heal(host);
            await Task.Delay(80, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        foreach (string made in _namespaces) Run("ip", "netns", "del", made); // and with it its cable
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces are Linux's";
        if (!Environment.IsPrivilegedProcess) return "network namespaces are made by root";
        try
        {
            using var network = new NamespacedNetwork(1);
            network.Isolate(0);
            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return $"no network namespaces can be made here: {e.Message}";
        }
    }

    private void Connect(int host)
    {
        Make(Host(host));
        Ip("-n", Hub, "link", "add", Cable(host), "type", "veth", "peer", "name", "eth0", "netns", Host(host));
        Ip("-n", Hub, "link", "set", Cable(host), "master", "bridge", "up");
        Ip("-n", Host(host), "addr", "add", $"{AddressOf(host)}/24", "dev", "eth0");
        Ip("-n", Host(host), "link", "set", "eth0", "up");
        Ip("-n", Host(host), "link", "set", "lo", "up");
    }

    private void Make(string name)
    {
        Ip("netns", "add", name);
        _namespaces.Add(name);
    }

    private string Host(int host) => $"{_name}-{host}";

    private static string Cable(int host) => $"cable{host}";

    private void Forward(int host, string state) => Demand("bridge", "-n", Hub, "link", "set", "dev", Cable(host), "state", state);

    private static void Ip(params string[] arguments) => Demand("ip", arguments);

    private static void Demand(string program, params string[] arguments)
    {
        string error = Run(program, arguments);
        if (error.Length > 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }

    /// <returns>What it says when it fails; empty when it does not.</returns>
    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"ended with {process.ExitCode}. {error}".Trim();
    }
}

/// <summary>A test that needs a <see cref="NamespacedNetwork"/>; skipped, with the reason in its name, where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnNamespacedNetworkAttribute : FactAttribute
{
    public FactOnNamespacedNetworkAttribute([CallerMemberName] string test = "")
    {
        if (NamespacedNetwork.Obstacle is not { } obstacle) return;
        Skip = obstacle;
        DisplayName = $"{test} ({obstacle})";
    }
}
