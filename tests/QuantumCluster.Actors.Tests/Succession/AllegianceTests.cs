using Akka.Actor;
using QuantumCluster.Actors.Succession;

namespace QuantumCluster.Actors.Tests.Succession;

public sealed class AllegianceTests
{
    private static readonly Address A = SeatTests.Node(1).Address, B = SeatTests.Node(2).Address;

    [Fact]
    public void Higher_terms_are_admitted_and_lower_ones_refused_from_then_on()
    {
        Allegiance toB = Allegiance.None.To(1, A).To(2, B);
        Assert.False(toB.Admits(1, A));
        Assert.True(toB.Admits(2, B));
        Assert.True(toB.Admits(3, A));
    }

    [Fact]
    public void One_term_has_one_coordinator()
    {
        Allegiance toA = Allegiance.None.To(1, A);
        Assert.True(toA.Admits(1, A));
        Assert.False(toA.Admits(1, B));
    }

    [Fact]
    public void Removed_coordinator_is_not_heeded_even_before_the_next_one_speaks()
    {
        Allegiance orphaned = Allegiance.None.To(4, A).From(5);
        Assert.False(orphaned.Admits(4, A));
        Assert.True(orphaned.Admits(5, B));
    }

    [Fact]
    public void Removal_of_a_standby_changes_nothing() => Assert.Equal(Allegiance.None.To(4, A), Allegiance.None.To(4, A).From(4));
}
