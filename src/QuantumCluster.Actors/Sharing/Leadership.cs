using Akka.Actor;

namespace QuantumCluster.Actors.Sharing;

/// <summary>A run that is led from this process.</summary>
public sealed class Leadership
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly IActorRef _lead;

    internal Leadership(IActorRef lead) => _lead = lead;

    /// <summary>Tells the trainers that the run is complete, so that they end. Those of a lead that ends without it wait for another life of it.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await _lead.Ask<LeadActor.End>(LeadActor.End.Instance, Limit).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // they will find out that it is gone
        }
    }
}
