using Akka.Actor;

namespace QuantumCluster.Actors.Succession;

/// <summary>
/// Whose grants a worker takes: those of the highest term that it has heard of. Terms only rise, and in each term it listens to one node:
/// whatever an earlier coordinator still says, in whatever order it arrives, it is never obeyed after a later one.
/// </summary>
/// <param name="Term">The highest term heard of; 0 at first.</param>
/// <param name="Coordinator">The node that has spoken in this term; null while none has.</param>
internal sealed record Allegiance(long Term, Address? Coordinator)
{
    public static Allegiance None { get; } = new(0, null);

    public bool Admits(long term, Address coordinator) => term > Term || (term == Term && (Coordinator is null || Coordinator == coordinator));

    /// <summary>After a word that <see cref="Admits"/> lets pass.</summary>
    public Allegiance To(long term, Address coordinator) => term == Term && Coordinator == coordinator ? this : new(term, coordinator);

    /// <summary>
    /// This node's membership has no coordinator left that came up before <paramref name="oldest"/>: earlier terms are over, even before
    /// the next coordinator is heard of.
    /// </summary>
    public Allegiance From(long oldest) => oldest > Term ? new(oldest, null) : this;
}
