using System.Collections.Immutable;
using QuantumCluster.Learning.Training.Shares;
using QuantumCluster.Learning.Training.Team;

namespace QuantumCluster.Learning.Tests.Training.Team;

public sealed class ShareLedgerTests
{
    private static readonly TeamPatience Patience = new(FirstLimit: Seconds(60), Factor: 3, Floor: Seconds(1));
    private ShareLedger _ledger = new(Patience);

    [Fact]
    public void The_lead_alone_does_all_shares_in_their_order()
    {
        Assert.Equal([Lead(0)], At(0, new StepOpened(7, 3)));
        Assert.Equal([new AcceptOutcome(Key(0)), Lead(1)], At(1, new ShareAnswered(ShareLedger.Lead, Key(0))));
        Assert.Equal([new AcceptOutcome(Key(1)), Lead(2)], At(2, new ShareAnswered(ShareLedger.Lead, Key(1))));
        Assert.False(_ledger.IsComplete);
        Assert.Equal([new AcceptOutcome(Key(2))], At(3, new ShareAnswered(ShareLedger.Lead, Key(2))));
        Assert.True(_ledger.IsComplete);
    }

    [Fact]
    public void Fellows_get_the_state_once_a_step_and_one_share_at_a_time()
    {
        Join("a", "b");
        Assert.Equal([Lead(0), new GiveState("a"), Ask("a", 1), new GiveState("b"), Ask("b", 2)], At(0, new StepOpened(7, 4)));
        Assert.Equal([new AcceptOutcome(Key(2)), Ask("b", 3)], At(1, new ShareAnswered("b", Key(2)))); // its state it has
        Assert.Equal([new AcceptOutcome(Key(1))], At(1, new ShareAnswered("a", Key(1))));
        At(1, new ShareAnswered(ShareLedger.Lead, Key(0)));
        At(2, new ShareAnswered("b", Key(3)));
        Assert.True(_ledger.IsComplete);
        Assert.Equal([new AskShare(ShareLedger.Lead, new(8, 0)), new GiveState("a"), new AskShare("a", new(8, 1))], At(3, new StepOpened(8, 2)));
    }

    [Fact]
    public void What_a_lost_fellow_held_is_done_by_whoever_is_free()
    {
        Join("a", "b");
        At(0, new StepOpened(7, 3));
        At(1, new ShareAnswered("b", Key(2)));
        Assert.Equal([Ask("b", 1)], At(1, new FellowLeft("a")));
        At(2, new ShareAnswered(ShareLedger.Lead, Key(0)));
        Assert.Equal([Lead(1)], At(2, new FellowLeft("b")));
        Assert.Equal(2, _ledger.Redone);
    }

    [Fact]
    public void A_late_share_is_done_again_and_the_first_outcome_counts()
    {
        Join("a");
        At(0, new StepOpened(7, 2));
        Assert.Equal([new AcceptOutcome(Key(0))], At(2, new ShareAnswered(ShareLedger.Lead, Key(0)))); // the lead waits
        Assert.Equal(Seconds(60), _ledger.NextDeadline);
        Assert.Empty(At(59.9, TimePassed.Instance));
        Assert.Equal([Lead(1)], At(60, TimePassed.Instance));
        Assert.Equal([new AcceptOutcome(Key(1))], At(61, new ShareAnswered("a", Key(1))));
        Assert.True(_ledger.IsComplete);
        Assert.Empty(At(62, new ShareAnswered(ShareLedger.Lead, Key(1))));
        Assert.Equal((1L, 1L), (_ledger.Redone, _ledger.Dropped));
    }

    [Fact]
    public void Deadlines_follow_what_shares_take()
    {
        Join("a");
        At(0, new StepOpened(7, 2));
        At(2, new ShareAnswered(ShareLedger.Lead, Key(0)));
        At(4, new ShareAnswered("a", Key(1)));
        At(10, new StepOpened(8, 2));
        Assert.Equal(Seconds(10 + 3 * 4), _ledger.NextDeadline);
        Join("b");
        At(11, new ShareAnswered(ShareLedger.Lead, new(8, 0)));
        At(11, new ShareAnswered("a", new(8, 1)));
        At(12, new StepOpened(9, 3)); // of b nothing is known but what the lead takes: 2 s, then 1 s
        Assert.Equal(Seconds(12 + 3 * (0.75 * 2 + 0.25 * 1)), _ledger.NextDeadline);
    }

    [Fact]
    public void Who_is_late_gets_nothing_more_until_it_says_something()
    {
        Join("a");
        At(0, new StepOpened(7, 2));
        At(1, new ShareAnswered(ShareLedger.Lead, Key(0)));
        At(60, TimePassed.Instance);
        At(61, new ShareAnswered(ShareLedger.Lead, Key(1)));
        Assert.Equal([new AskShare(ShareLedger.Lead, new(8, 0))], At(62, new StepOpened(8, 3)));
        Assert.Equal([new GiveState("a"), new AskShare("a", new(8, 1))], At(63, new FellowIdle("a"))); // the question was lost: it has not even the state
        Assert.Empty(At(64, new FellowIdle("a"))); // said before the question came
    }

    [Fact]
    public void An_answer_to_an_earlier_step_frees_and_counts_for_nothing()
    {
        Join("a");
        At(0, new StepOpened(7, 2));
        At(1, new ShareAnswered(ShareLedger.Lead, Key(0)));
        At(60, TimePassed.Instance);
        At(61, new ShareAnswered(ShareLedger.Lead, Key(1)));
        At(62, new StepOpened(8, 2));
        Assert.Equal([new GiveState("a"), new AskShare("a", new(8, 1))], At(63, new ShareAnswered("a", Key(1))));
        Assert.False(_ledger.IsComplete);
    }

    [Fact]
    public void Who_cannot_compute_a_share_gets_no_more_of_that_step()
    {
        Join("a");
        At(0, new StepOpened(7, 3));
        Assert.Empty(At(1, new ShareFailed("a", Key(1))));
        Assert.Equal([new AcceptOutcome(Key(0)), Lead(1)], At(1, new ShareAnswered(ShareLedger.Lead, Key(0))));
        At(2, new ShareAnswered(ShareLedger.Lead, Key(1)));
        At(3, new ShareAnswered(ShareLedger.Lead, Key(2)));
        Assert.Contains(new AskShare("a", new(8, 1)), At(4, new StepOpened(8, 2)));
    }

    [Fact]
    public void Who_comes_back_under_its_name_is_taken_anew()
    {
        Join("a");
        At(0, new StepOpened(7, 2));
        Assert.Equal([new GiveState("a"), Ask("a", 1)], At(1, new FellowJoined("a")));
    }

    [Fact]
    public void Any_history_ends_with_every_share_accepted_once()
    {
        var chance = new Random(3);
        for (int history = 0; history < 300; history++)
        {
            _ledger = new(Patience);
            string[] names = ["a", "b", "c"];
            var asked = new List<AskShare>();
            double now = 0;
            for (long step = 0; step < 4; step++)
            {
                var accepted = new List<int>();
                int shares = chance.Next(1, 6);
                Take(At(now, new StepOpened(step, shares)));
                for (int events = 0; !_ledger.IsComplete; events++)
                {
                    Assert.True(events < 1000);
                    now += chance.Next(20);
                    string name = names[chance.Next(3)];
                    if (events > 200) asked.RemoveAll(a => a.Of != ShareLedger.Lead); // only the lead is left
                    TeamEvent happened = events > 200 ? TimePassed.Instance : chance.Next(6) switch
                    {
                        0 => new FellowJoined(name),
                        1 when _ledger.Fellows.Contains(name) => new FellowLeft(name),
                        2 when _ledger.Fellows.Contains(name) => new FellowIdle(name),
                        3 when asked.FirstOrDefault(a => a.Of == name) is { } a => new ShareFailed(name, a.Key),
                        _ => TimePassed.Instance,
                    };
                    Take(At(now, happened));
                    if (asked.Count == 0) continue;
                    AskShare answered = asked[chance.Next(asked.Count)];
                    asked.Remove(answered);
                    Take(At(now, new ShareAnswered(answered.Of, answered.Key)));
                }

                Assert.Equal(Enumerable.Range(0, shares), accepted.Order());
                asked.RemoveAll(a => a.Of == ShareLedger.Lead);

                void Take(TeamEffect[] effects)
                {
                    asked.AddRange(effects.OfType<AskShare>());
                    accepted.AddRange(effects.OfType<AcceptOutcome>().Select(a => a.Key.Share));
                }
            }
        }
    }

    private void Join(params string[] fellows)
    {
        foreach (string fellow in fellows) At(0, new FellowJoined(fellow));
    }

    private TeamEffect[] At(double seconds, TeamEvent happened)
    {
        (_ledger, ImmutableArray<TeamEffect> effects) = _ledger.Handle(happened, Seconds(seconds));
        return [.. effects];
    }

    private static ShareKey Key(int share) => new(7, share);

    private static AskShare Ask(string of, int share) => new(of, Key(share));

    private static AskShare Lead(int share) => Ask(ShareLedger.Lead, share);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
