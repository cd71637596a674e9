using Akka.Actor;
using Akka.Cluster;
using QuantumCluster.Actors.Succession;

namespace QuantumCluster.Actors.Tests.Succession;

public sealed class SeatTests
{
    private static readonly UniqueAddress A = Node(1), B = Node(2), C = Node(3);

    [Theory]
    [InlineData(MemberStatus.Up, true)]
    [InlineData(MemberStatus.Leaving, true)]
    [InlineData(MemberStatus.Exiting, false)]
    [InlineData(MemberStatus.Down, false)]
    [InlineData(MemberStatus.Removed, false)]
    public void Only_coordinator_holds_the_seat_while_it_serves(MemberStatus status, bool holds) =>
        Assert.Equal(holds ? 4 : null, Seat.Term(A, [new(A, status, 4, true)], 1));

    [Theory]
    [InlineData(MemberStatus.Joining)]
    [InlineData(MemberStatus.WeaklyUp)]
    public void Nobody_holds_it_before_coming_up_nor_keeps_others_from_it(MemberStatus status)
    {
        SeatMember[] members = [new(A, status, int.MaxValue, true), new(B, MemberStatus.Up, 4, true)];
        Assert.Null(Seat.Term(A, members, 1));
        Assert.Equal(4, Seat.Term(B, members, 1));
    }

    [Theory]
    [InlineData(MemberStatus.Up, true)]
    [InlineData(MemberStatus.Up, false)]
    [InlineData(MemberStatus.Leaving, true)]
    [InlineData(MemberStatus.Exiting, true)]
    [InlineData(MemberStatus.Down, false)]
    public void Nobody_succeeds_before_the_older_one_is_removed(MemberStatus older, bool reachable)
    {
        SeatMember[] members = [new(B, MemberStatus.Up, 5, true), new(A, older, 4, reachable), new(C, MemberStatus.Up, 6, true)];
        Assert.Null(Seat.Term(B, members, 2));
        Assert.Equal(5, Seat.Term(B, [.. members.Where(m => m.Node != A)], 2));
        Assert.Null(Seat.Term(C, [.. members.Where(m => m.Node != A)], 2));
    }

    [Fact]
    public void Oldest_without_a_quorum_in_reach_does_not_hold_it()
    {
        Assert.Equal(1, Seat.Term(A, Three(b: true, c: false), 2));
        Assert.Null(Seat.Term(A, Three(b: false, c: false), 2));
        Assert.Null(Seat.Term(A, [new(A, MemberStatus.Up, 1, true)], 2)); // a cluster that a node has started for itself
        Assert.Equal(1, Seat.Term(A, Three(b: false, c: false), 1));
    }

    [Fact]
    public void Quorum_is_never_less_than_most_of_the_members()
    {
        SeatMember[] five = [.. Enumerable.Range(1, 5).Select(n => new SeatMember(Node(n), MemberStatus.Up, n, n <= 2))];
        Assert.Null(Seat.Term(A, five, 2));
        Assert.Equal(1, Seat.Term(A, [.. five.Select(m => m with { Reachable = m.UpNumber <= 3 })], 2));
    }

    [Fact]
    public void Node_that_is_no_member_holds_nothing() => Assert.Null(Seat.Term(B, [new(A, MemberStatus.Up, 1, true)], 1));

    internal static UniqueAddress Node(int number) => new(new Address("akka.tcp", "quantum-cluster", "127.0.0.1", 9000 + number), number);

    private static SeatMember[] Three(bool b, bool c) => [new(A, MemberStatus.Up, 1, true), new(B, MemberStatus.Up, 2, b), new(C, MemberStatus.Up, 3, c)];
}
