using System.Net.Sockets;
using QuantumCluster.Experiments.Laboratory.Networks;

namespace QuantumCluster.Experiments.Tests.Laboratory.Networks;

/// <summary>A socket belongs to the namespace of the thread that makes it, wherever it is used.</summary>
internal static class HostSockets
{
    public static Socket Open(this Hosts hosts, int host, SocketType type)
    {
        Socket? socket = null;
        var thread = new Thread(() =>
        {
            LinuxCalls.Enter(hosts.NamespaceOf(host));
            socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        });
        thread.Start();
        thread.Join();
        return socket!;
    }
}
