using Akka.Actor.Setup;
using Akka.Hosting;

namespace QuantumCluster.Actors.Tls;

internal static class TlsHosting
{
    /// <summary>Encrypts the node's connections; null leaves them plain.</summary>
    public static AkkaConfigurationBuilder WithTls(this AkkaConfigurationBuilder builder, NodeCredentials? credentials)
    {
        if (credentials is not null) builder.AddSetup(credentials.ToSetup());
        return builder;
    }

    /// <summary>For an actor system that listens at this address; null leaves its connections plain.</summary>
    /// <exception cref="Settings.InvalidSettingException">The certificate cannot be used there.</exception>
    public static ActorSystemSetup Setup(TlsSettings? tls, string host, TimeProvider time) =>
        tls is null ? ActorSystemSetup.Empty : ActorSystemSetup.Create(NodeCredentials.Load(tls, host, time).ToSetup());
}
