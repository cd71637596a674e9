using Akka.Actor;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Faults;

/// <summary>Injects faults into nodes of a cluster that were started for it (<c>hocon/faults.conf</c>).</summary>
public sealed class FaultInjector(ClusterConnection cluster)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private long _number;

    /// <summary>Where the coordinator is that serves this connection; null while none is known.</summary>
    public Task<Endpoint?> CoordinatorAsync(CancellationToken cancellation = default) => cluster.CoordinatorAsync(cancellation);

    /// <summary>Has <paramref name="act"/> done to a node; only those acts that a node can do to itself, its devices and its network.</summary>
    /// <param name="limit">How long the node may take to answer; it may be out of reach.</param>
    /// <exception cref="ExecutionFailedException">The node refuses, or does not answer.</exception>
    public async Task InjectAsync(Endpoint node, FaultAct act, Seed seed, TimeSpan limit, CancellationToken cancellation = default)
    {
        ActorSelection faults = cluster.System.ActorSelection(new RootActorPath(new Address(Akka.Cluster.Cluster.Get(cluster.System).SelfAddress.Protocol, ClusterNode.SystemName, node.Host, node.Port))
            / "user" / FaultActor.Name);
        var message = new FaultProtocol.InjectFault(Interlocked.Increment(ref _number), act, seed);
        for (TimeSpan left = limit; ; left -= AskEvery)
        {
            try
            {
                if (await faults.Ask<FaultProtocol.IMessage>(message, left < AskEvery ? left : AskEvery, cancellation).ConfigureAwait(false) is not FaultProtocol.FaultRefused refused) return;
                throw new ExecutionFailedException($"The node at {node} does not inject {FaultPlanText.NameOf(act.Kind)}: {refused.Reason}.");
            }
            catch (AskTimeoutException e) when (left <= AskEvery)
            {
                throw new ExecutionFailedException($"The node at {node} has not answered for {limit.TotalSeconds:0.0} s.", e);
            }
            catch (AskTimeoutException)
            {
                // Lost, perhaps by an earlier fault: asked again under the same number, which is injected once.
            }
        }
    }
}
