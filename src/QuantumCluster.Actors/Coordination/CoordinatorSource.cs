using Akka.Actor;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Coordination;

/// <summary>How an actor comes to know its coordinator: it is told <see cref="CoordinatorFound"/> and <see cref="CoordinatorLost"/>.</summary>
internal abstract record CoordinatorSource
{
    private CoordinatorSource() { }

    /// <summary>To be called once, when the actor starts.</summary>
    public abstract void Open(IActorContext context);

    /// <summary>An actor in the same process, for as long as both live.</summary>
    public sealed record Known(IActorRef Coordinator) : CoordinatorSource
    {
        public override void Open(IActorContext context) => context.Self.Tell(new CoordinatorFound(Coordinator));
    }

    /// <summary>Whatever member of the cluster has the role.</summary>
    public sealed record ByRole : CoordinatorSource
    {
        public override void Open(IActorContext context) => context.ActorOf(Props.Create<CoordinatorFinder>(), "finder");
    }
}
