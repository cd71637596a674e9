using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.Networks;

namespace QuantumCluster.Experiments.Tests.Laboratory.Networks;

/// <summary>Real packets between network namespaces over the wire of this process.</summary>
public sealed class WireTests
{
    private const int Port = 7000;

    [FactOnOwnNetwork]
    public async Task Packets_arrive_not_before_their_delay_and_not_at_all_when_lost_or_cut_off()
    {
        using var hosts = new Hosts(2);
        using var wire = new Wire(hosts.Devices, new Seed(851), TimeProvider.System);
        using Socket here = hosts.Open(0, SocketType.Dgram), there = hosts.Open(1, SocketType.Dgram);
        there.Bind(new IPEndPoint(IPAddress.Any, Port));

        wire.Condition = new WireCondition(TimeSpan.FromMilliseconds(60), 0);
        long start = TimeProvider.System.GetTimestamp();
        await SayAsync(here, "late");
        Assert.Equal("late", await HearAsync(there));
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(60));

        wire.Condition = new WireCondition(TimeSpan.Zero, 1);
        await SayAsync(here, "lost");
        await AllSentAsync(wire, 2);
        wire.Condition = WireCondition.Ideal;
        wire.Isolate(1);
        await SayAsync(here, "cut off");
        await AllSentAsync(wire, 3);
        wire.Heal(1);
        await SayAsync(here, "healed");
        Assert.Equal("healed", await HearAsync(there));
        Assert.Equal((4, 2), wire.Packets);
    }

    private static async Task SayAsync(Socket from, string text) => await from.SendToAsync(Encoding.UTF8.GetBytes(text), new IPEndPoint(IPAddress.Parse(Hosts.AddressOf(1)), Port));

    private static async Task<string> HearAsync(Socket at)
    {
        var buffer = new byte[100];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return Encoding.UTF8.GetString(buffer, 0, await at.ReceiveAsync(buffer, limit.Token));
    }

    /// <summary>Until the wire has had so many packets.</summary>
    private static async Task AllSentAsync(Wire wire, long count)
    {
        while (wire.Packets.Sent < count) await Task.Delay(5);
    }
}

/// <summary>A test that needs network namespaces and TUN devices; skipped, with the reason in its name, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnOwnNetworkAttribute : FactAttribute
{
    public FactOnOwnNetworkAttribute([CallerMemberName] string test = "")
    {
        if (Hosts.Obstacle() is not { } obstacle) return;
        Skip = obstacle;
        DisplayName = $"{test} ({obstacle})";
    }
}
