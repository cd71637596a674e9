using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Management;

/// <summary>Akka's membership in the words of <see cref="MemberReport"/>.</summary>
internal static class Membership
{
    private static readonly string[] RolesInOrder = ["coordinator", "worker", "trainer"];

    public static ImmutableArray<MemberReport> Of(ClusterEvent.CurrentClusterState state) =>
    [
        .. state.Members
            .Select(m => new MemberReport(Name(m.Address), m.Roles.FirstOrDefault() ?? "none", state.Unreachable.Contains(m) ? "unreachable" : m.Status.ToString().ToLowerInvariant()))
            .OrderBy(m => Array.IndexOf(RolesInOrder, m.Role) is var order and >= 0 ? order : RolesInOrder.Length).ThenBy(m => m.Node, StringComparer.Ordinal),
    ];

    public static string Name(Address address) => new Endpoint(address.Host ?? "", address.Port ?? 0).ToString();

    /// <summary>Which members can be drained or told to leave: trainers end when their training does.</summary>
    public static IEnumerable<Member> Nodes(ClusterEvent.CurrentClusterState state) => state.Members.Where(m => m.Roles.Any(r => r is "coordinator" or "worker"));
}
