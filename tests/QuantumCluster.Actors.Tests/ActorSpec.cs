using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tests;

/// <summary>One actor among probes, with the settings of a real node but for its log. Timers stand still until a test moves them.</summary>
public abstract class ActorSpec() : TestKit(ConfigurationFactory
    .ParseString("""akka { loglevel = OFF, test.single-expect-default = 60s, scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" }""")
    .WithFallback(SettingsTree.Load(null, []).Config))
{
    /// <summary>Lets this time pass for all timers.</summary>
    protected void Pass(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>Asks something that is answered at once: by then the actor has handled all that it got from <paramref name="from"/> before.</summary>
    internal static T After<T>(IActorRef actor, TestProbe from, object question)
    {
        actor.Tell(question, from.Ref);
        return (T)from.FishForMessage(m => m is T);
    }
}
