using Akka.Actor;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Coordination;

/// <summary>How an actor comes to know its coordinator.</summary>
internal abstract record CoordinatorSource
{
    private CoordinatorSource() { }

    /// <summary>To be called once, when the actor starts.</summary>
    /// <returns>The coordinator if it is known at once; otherwise the actor will be told <see cref="CoordinatorFound"/>, and <see cref="CoordinatorLost"/> whenever it is gone.</returns>
    public abstract IActorRef? Open(IActorContext context);

    /// <summary>An actor in the same process, for as long as both live.</summary>
    public sealed record Known(IActorRef Coordinator) : CoordinatorSource
    {
        public override IActorRef? Open(IActorContext context) => Coordinator;
    }

    /// <summary>Whatever member of the cluster has the role.</summary>
    /// <param name="Name">Of the actor there: the coordinator itself, or another that goes with it.</param>
    public sealed record ByRole(string Name = CoordinatorActor.Name) : CoordinatorSource
    {
        public override IActorRef? Open(IActorContext context)
        {
            context.ActorOf(Props.Create(() => new CoordinatorFinder(Name)), "finder");
            return null;
        }
    }
}
