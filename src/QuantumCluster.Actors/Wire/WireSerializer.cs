using Akka.Actor;
using Akka.Serialization;
using QuantumCluster.Actors.Wire.Refusal;

namespace QuantumCluster.Actors.Wire;

/// <summary>Akka's way to <see cref="WireFormat"/>: the one serializer of all messages of this system.</summary>
public sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 5150;

    public override string Manifest(object o) => WireFormat.ManifestOf(o);

    public override byte[] ToBinary(object obj)
    {
        byte[] bytes = WireFormat.Write(obj);
        WireTraffic.Wrote(bytes.Length);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        WireTraffic.Read(bytes.Length);
        try
        {
            return WireFormat.Read(manifest, bytes);
        }
        catch (Exception e)
        {
            throw RefusedMessages.Of(system).Refuse($"a message \"{manifest}\" of {bytes.Length} bytes: {e.Message}", e);
        }
    }
}
