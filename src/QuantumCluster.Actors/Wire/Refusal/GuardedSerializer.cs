using Akka.Actor;
using Akka.Cluster.Serialization;
using Akka.Remote.Serialization;
using Akka.Serialization;
using Akka.Util;

namespace QuantumCluster.Actors.Wire.Refusal;

/// <summary>One of Akka's own serializers, for those of its messages alone that this cluster lives by. The others (stop that actor, here is an exception of this type, …) are refused.</summary>
/// <param name="allowed">Manifests.</param>
public abstract class GuardedSerializer(ExtendedActorSystem system, int identifier, Func<ExtendedActorSystem, Serializer> inner, params string[] allowed) : SerializerWithStringManifest(system)
{
    private readonly Lazy<Serializer> _inner = new(() => inner(system)); // an actor system without a network has Akka's classes, but not their settings

    public override int Identifier => identifier;

    public override string Manifest(object o) => _inner.Value is SerializerWithStringManifest named ? named.Manifest(o) : o.GetType().TypeQualifiedName();

    public override byte[] ToBinary(object obj) => _inner.Value.ToBinary(obj);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!allowed.Contains(manifest)) throw RefusedMessages.Of(system).Refuse($"a message of {bytes.Length} bytes that says it is \"{manifest}\": nodes take no such message of Akka's");
        try
        {
            return _inner.Value is SerializerWithStringManifest named ? named.FromBinary(bytes, manifest) : _inner.Value.FromBinary(bytes, Type.GetType(manifest)!);
        }
        catch (Exception e) when (e is not RefusedMessageException)
        {
            throw RefusedMessages.Of(system).Refuse($"a message \"{manifest}\" of {bytes.Length} bytes that cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>Who is there, and the heartbeats of remote watching.</summary>
public sealed class GuardedMisc(ExtendedActorSystem system)
    : GuardedSerializer(system, 16, s => new MiscMessageSerializer(s), "ID", "AID", "AR", "RWHB", "RWHR");

/// <summary>Watching, and the end of what is watched.</summary>
public sealed class GuardedSystemMessages(ExtendedActorSystem system)
    : GuardedSerializer(system, 22, s => new SystemMessageSerializer(s),
        "Akka.Dispatch.SysMsg.Watch, Akka", "Akka.Dispatch.SysMsg.Unwatch, Akka", "Akka.Dispatch.SysMsg.DeathWatchNotification, Akka");

/// <summary>All of membership; not routers that a message describes.</summary>
public sealed class GuardedMembership(ExtendedActorSystem system)
    : GuardedSerializer(system, 5, s => new ClusterMessageSerializer(s),
        "Akka.Cluster.InternalClusterAction+Join, Akka.Cluster", "Akka.Cluster.InternalClusterAction+Welcome, Akka.Cluster",
        "Akka.Cluster.InternalClusterAction+InitJoin, Akka.Cluster", "Akka.Cluster.InternalClusterAction+InitJoinAck, Akka.Cluster",
        "Akka.Cluster.InternalClusterAction+InitJoinNack, Akka.Cluster", "Akka.Cluster.InternalClusterAction+ExitingConfirmed, Akka.Cluster",
        "Akka.Cluster.ClusterUserAction+Leave, Akka.Cluster", "Akka.Cluster.ClusterUserAction+Down, Akka.Cluster",
        "Akka.Cluster.GossipStatus, Akka.Cluster", "Akka.Cluster.GossipEnvelope, Akka.Cluster", "HB", "HBR");
