using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace QuantumCluster.Actors.Wire.Refusal;

/// <summary>
/// Stands in the place of a serializer that would make objects of whatever type a message names. It takes its identifier, so that such
/// messages come here; and the manifest as mere text, so that not even the type is looked up.
/// </summary>
public abstract class RefusingSerializer(ExtendedActorSystem system, int identifier, string kind) : SerializerWithStringManifest(system)
{
    public override int Identifier => identifier;

    public override string Manifest(object o) => o.GetType().FullName!;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType()} has no form on the wire: nodes send each other no {kind}.");

    public override object FromBinary(byte[] bytes, string manifest) =>
        throw RefusedMessages.Of(system).Refuse($"a message of {bytes.Length} bytes that says it is \"{manifest}\": nodes take no {kind}");
}

/// <summary>In the place of Akka's JSON serializer, the one for all objects that have no other.</summary>
public sealed class RefusedObjects : RefusingSerializer
{
    /// <param name="unused">Akka passes the settings of the serializer that it believes to have.</param>
    public RefusedObjects(ExtendedActorSystem system, Config unused) : base(system, 1, "objects as JSON")
    {
    }
}

/// <summary>In the place of Akka's serializer for protobuf messages, which finds their types by name.</summary>
public sealed class RefusedProtobuf(ExtendedActorSystem system) : RefusingSerializer(system, 2, "protobuf messages but their own");

/// <summary>In the place of Akka's serializer for actors that one node starts on another.</summary>
public sealed class RefusedDeployments(ExtendedActorSystem system) : RefusingSerializer(system, 3, "actors to start");

/// <summary>In the place of Akka's serializer for its reliable delivery, which this system does not use.</summary>
public sealed class RefusedDelivery(ExtendedActorSystem system) : RefusingSerializer(system, 36, "messages of reliable delivery");
