using System.Runtime.CompilerServices;
using Akka.Cluster;

namespace QuantumCluster.Actors.Succession;

/// <summary>A member with the role <c>coordinator</c>, as one node's membership shows it.</summary>
/// <param name="UpNumber">The order of coming up; <see cref="int.MaxValue"/> for a member that has not come up.</param>
/// <param name="Reachable">No member's failure detector says otherwise.</param>
internal sealed record SeatMember(UniqueAddress Node, MemberStatus Status, int UpNumber, bool Reachable)
{
    public static SeatMember Of(Member member, bool reachable) => new(member.UniqueAddress, member.Status, UpNumberOf(member), reachable);

    /// <summary>Has come up and is neither on its way out nor declared down. A leaving member serves until the others have seen that it leaves.</summary>
    public bool Serves => Status is MemberStatus.Up or MemberStatus.Leaving && HasComeUp;

    /// <summary>The number by which <see cref="Member.IsOlderThan"/> compares; Akka shows only the comparison.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_UpNumber")]
    private static extern int UpNumberOf(Member member);

    public bool HasComeUp => UpNumber != int.MaxValue;

    /// <summary>Came up earlier, whatever became of it; not one that never did.</summary>
    public bool IsOlderThan(SeatMember other) =>
        HasComeUp && Node != other.Node && (UpNumber < other.UpNumber || (UpNumber == other.UpNumber && Member.AddressOrdering.Compare(Node.Address, other.Node.Address) < 0));
}
