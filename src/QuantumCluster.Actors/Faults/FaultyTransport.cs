using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Faults;

/// <summary>
/// Akka's TCP transport with a valve in every link, for nodes to which faults are done: <c>hocon/faults.conf</c> puts it in place. Addresses
/// stay those of TCP, so that such nodes and others are of one cluster.
/// </summary>
public sealed class FaultyTransport : Transport
{
    private const string Tcp = "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote";
    private readonly Transport _tcp;
    private readonly NetworkFaults _faults;

    public FaultyTransport(ActorSystem system, Config config)
    {
        _tcp = (Transport)Activator.CreateInstance(Type.GetType(Tcp, throwOnError: true)!, system, config)!;
        _faults = new NetworkFaults(system.Scheduler);
        (System, Config) = (system, config);
    }

    public override string SchemeIdentifier => _tcp.SchemeIdentifier;

    public override long MaximumPayloadBytes => _tcp.MaximumPayloadBytes;

    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        var (address, listener) = await _tcp.Listen().ConfigureAwait(false);
        var above = new TaskCompletionSource<IAssociationEventListener>();
        _ = above.Task.ContinueWith(t => listener.SetResult(new Inbound(t.Result, _faults)), TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously);
        return (address, above);
    }

    public override bool IsResponsibleFor(Address remote) => _tcp.IsResponsibleFor(remote);

    public override async Task<AssociationHandle> Associate(Address remoteAddress) => new FaultyLink(await _tcp.Associate(remoteAddress).ConfigureAwait(false), _faults);

    public override Task<bool> Shutdown() => _tcp.Shutdown();

    public override Task<bool> ManagementCommand(object message)
    {
        if (message is not Inject fault) return _tcp.ManagementCommand(message);
        _faults.Inject(fault.Act, fault.Seed);
        return Task.FromResult(true);
    }

    /// <summary>The command that injects a fault.</summary>
    internal sealed record Inject(FaultAct Act, Seed Seed);

    private sealed class Inbound(IAssociationEventListener above, NetworkFaults faults) : IAssociationEventListener
    {
        public void Notify(IAssociationEvent ev) => above.Notify(ev is InboundAssociation association ? new InboundAssociation(new FaultyLink(association.Association, faults)) : ev);
    }
}
