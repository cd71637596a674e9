using Akka.Cluster;

namespace QuantumCluster.Actors.Succession;

/// <summary>
/// Who coordinates, and in which term: a pure function of the members with the role <c>coordinator</c>, so that every node decides for
/// itself, without storage and without asking.
/// </summary>
/// <remarks>
/// The oldest member that is up holds the seat once every older one is removed, and its term is its up-number. Within one cluster terms
/// are unique and grow with every succession:
/// <list type="bullet">
/// <item>The leader numbers members as they come up, each one more than the highest there is: no two members of one time share a number.</item>
/// <item>A successor that was up beside the holder has a higher number, or it would have been the older one. One that came up later was
/// given a number above that of a coordinator which was up beside the holder; if there was none, then the holder was the last coordinator,
/// and workers that lose the last coordinator leave the cluster and forget its terms.</item>
/// </list>
/// With standbys, a holder must also reach the quorum of coordinators. Two halves of a cut network cannot both have it, and neither can a
/// node that started a cluster of its own because it met nobody. The half without quorum loses its seat when it notices the cut; the other
/// one gives the seat away only after the resolver has removed the old holder, which takes longer. A holder that stalls meanwhile cannot
/// notice; when it wakes up, its grants name a lower term, and workers refuse them (<see cref="Allegiance"/>).
/// </remarks>
internal static class Seat
{
    /// <param name="quorum">Coordinators that must be up and within reach, this one included; 1 when there is no standby.</param>
    /// <returns>The term in which this node coordinates; null when it does not.</returns>
    public static long? Term(UniqueAddress self, IReadOnlyCollection<SeatMember> coordinators, int quorum)
    {
        if (coordinators.FirstOrDefault(m => m.Node == self) is not { Serves: true } mine) return null;
        if (coordinators.Any(m => m.IsOlderThan(mine))) return null;
        int members = coordinators.Count(m => m.Serves), reachable = coordinators.Count(m => m.Serves && m.Reachable);
        return reachable >= quorum && (quorum == 1 || 2 * reachable > members) ? mine.UpNumber : null;
    }
}
