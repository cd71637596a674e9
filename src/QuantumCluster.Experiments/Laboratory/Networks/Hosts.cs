using System.ComponentModel;
using System.Diagnostics;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>Hosts of a network of their own: a network namespace of this machine each, joined by nothing but a <see cref="Wire"/>. Disposing removes all.</summary>
internal sealed class Hosts : IDisposable
{
    private const int FirstNumber = 10;
    private const string Device = "wire0";
    private static int _made;
    private readonly string _name = $"qcx{Environment.ProcessId:x}{Interlocked.Increment(ref _made):x}";
    private readonly List<string> _namespaces = [];

    /// <exception cref="InvalidOperationException">A namespace or a device cannot be made.</exception>
    /// <exception cref="Win32Exception">The same, from the system.</exception>
    public Hosts(int count)
    {
        var devices = new List<int>();
        try
        {
            for (int host = 0; host < count; host++) devices.Add(Make(host));
        }
        catch
        {
            foreach (int device in devices) LinuxCalls.Close(device);
            Dispose();
            throw;
        }

        Devices = devices;
    }

    /// <summary>An open TUN device for each host.</summary>
    public IReadOnlyList<int> Devices { get; }

    /// <summary>Why there can be no such network here and what to do about it; null where there can.</summary>
    public static string? Obstacle()
    {
        const string instead = "Run it as root on Linux, or in a container with --cap-add NET_ADMIN --cap-add SYS_ADMIN --device /dev/net/tun.";
        if (!OperatingSystem.IsLinux()) return $"The experiment network needs network namespaces, which are Linux's. {instead}";
        if (!Environment.IsPrivilegedProcess) return $"The experiment network makes network namespaces and TUN devices, and only root may. {instead}";
        if (!File.Exists("/dev/net/tun")) return $"The experiment network needs /dev/net/tun, which is not here (modprobe tun). {instead}";
        try
        {
            using var hosts = new Hosts(1);
            foreach (int device in hosts.Devices) LinuxCalls.Close(device);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return $"The experiment network cannot make a network namespace here ({e.Message}); it needs the program ip (package iproute2) and the right to use it. {instead}";
        }
    }

    public static string AddressOf(int host) => $"10.79.0.{FirstNumber + host}";

    /// <summary>Which host has this IPv4 address; null for none.</summary>
    public static int? HostAt(ReadOnlySpan<byte> address) => address is [10, 79, 0, >= FirstNumber] ? address[3] - FirstNumber : null;

    /// <summary>The file that stands for the host's namespace.</summary>
    public string NamespaceOf(int host) => FileOf(NameOf(host));

    /// <summary>The command by which a program runs on a host.</summary>
    public IReadOnlyList<string> On(int host, IReadOnlyList<string> program) => ["ip", "netns", "exec", NameOf(host), .. program];

    public void Dispose()
    {
        foreach (string made in _namespaces) Run("netns", "del", made); // and with it its device
    }

    private static string FileOf(string name) => $"/var/run/netns/{name}";

    private string NameOf(int host) => $"{_name}-{host}";

    private int Make(int host)
    {
        string name = NameOf(host);
        Demand("netns", "add", name);
        _namespaces.Add(name);
        int device = OpenIn(name);
        Demand("-n", name, "addr", "add", $"{AddressOf(host)}/24", "dev", Device);
        Demand("-n", name, "link", "set", Device, "up", "mtu", "9000");
        Demand("-n", name, "link", "set", "lo", "up");
        return device;
    }

    /// <summary>On a thread of its own, which alone goes into the namespace and ends there.</summary>
    private static int OpenIn(string name)
    {
        int device = -1;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                LinuxCalls.Enter(FileOf(name));
                device = LinuxCalls.Open("/dev/net/tun");
                LinuxCalls.MakeTun(device, Device);
            }
            catch (Win32Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? device : throw new InvalidOperationException(failure.Message, failure);
    }

    private static void Demand(params string[] arguments)
    {
        string error = Run(arguments);
        if (error.Length > 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error}");
    }

    /// <returns>What it says when it fails; empty when it does not.</returns>
    private static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"ended with {process.ExitCode}. {error}".Trim();
    }
}
