using FsCheck.Fluent;
using FsCheck.Xunit;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Generated histories: what must hold whatever workers, networks and time do. The same ones every time; another Replay gives others.</summary>
public sealed class RunLedgerHistoryTests
{
    [Property(Arbitrary = [typeof(Histories)], MaxTest = 2000, Replay = "(7321, 1)", QuietOnSuccess = true)]
    public void Every_run_ends_once_no_outcome_counts_twice_and_leases_stay_within_credits(History history) => LedgerWorld.Play(history);

    [Property(Arbitrary = [typeof(Histories)], MaxTest = 50, Replay = "(7321, 1)", QuietOnSuccess = true)]
    public void The_same_history_has_the_same_effects(History history) => Assert.Equal(LedgerWorld.Play(history).Log, LedgerWorld.Play(history).Log);

    /// <summary>Laws that are never put to the test hold easily.</summary>
    [Fact]
    public void Histories_meet_every_kind_of_effect_and_of_chapter()
    {
        HashSet<Type> met = [.. Histories.OfLength(300).Sample(800).SelectMany(h => LedgerWorld.Play(h).Kinds)];
        Type[] kinds = [.. typeof(LedgerEffect).GetNestedTypes().Concat(typeof(JobChapter).GetNestedTypes())];
        Assert.Equal(kinds.Select(t => t.Name).Order(), met.Select(t => t.Name).Order());
    }
}
