using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Management;

/// <summary>A cluster as one of its nodes sees it.</summary>
/// <param name="Members">In the order of their names, the longest-lived kind of role first: coordinators, workers, trainers.</param>
/// <param name="Seat">Null while no coordinator is known.</param>
/// <param name="Messages">Messages that the node which answers has read and written since its start.</param>
public sealed record ClusterReport(ImmutableArray<MemberReport> Members, SeatReport? Seat, long Messages);

/// <param name="Node">HOST:PORT that it listens at.</param>
/// <param name="State">In one word: joining, up, leaving, exiting, down, or unreachable.</param>
public sealed record MemberReport(string Node, string Role, string State);

/// <summary>The coordinator that holds the seat.</summary>
/// <param name="Node">HOST:PORT of its node.</param>
/// <param name="Term">Counts the coordinators of this cluster; 0 when it is not known.</param>
public sealed record SeatReport(string Node, long Term, LedgerCounts Counts);
