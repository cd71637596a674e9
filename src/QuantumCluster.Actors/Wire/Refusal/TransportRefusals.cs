using System.Net.Security;
using System.Runtime.Serialization;
using System.Security.Authentication;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using DotNetty.Codecs;
using DotNetty.Handlers.Tls;
using QuantumCluster.Actors.Tls;

namespace QuantumCluster.Actors.Wire.Refusal;

/// <summary>Counts what Akka's transport refuses before any serializer sees it: it tells nobody but the log.</summary>
internal sealed class TransportRefusals : ReceiveActor
{
    public TransportRefusals(RefusedMessages refused)
    {
        Receive<Warning>(e => Take(e));
        Receive<Error>(e => Take(e));

        void Take(LogEvent e)
        {
            if (Describe(e) is { } what) refused.Add(what);
        }
    }

    /// <returns>Null for what is no refusal.</returns>
    public static string? Describe(LogEvent e)
    {
        for (Exception? cause = e.Cause; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PeerRefusedException: return cause.Message;
                case NotSslRecordException: return $"a connection with {Peer(e)}, which does not speak TLS";
                case AuthenticationException when cause.Message.Contains(nameof(RemoteCertificateValidationCallback), StringComparison.Ordinal): return null; // which has said why
                case AuthenticationException: return $"a connection with {Peer(e)}: the TLS handshake failed ({cause.Message})";
                case DecoderException: return $"a frame from {Peer(e)}: {cause.Message}";
                case AkkaProtocolException: return "a frame that is none of Akka's";
                case RefusedMessageException: return null; // counted where it was refused
                case SerializationException when cause.InnerException is null && e is Warning: return $"a message that no serializer takes: {cause.Message}";
            }
        }

        return e is Warning && e.Message.ToString()!.StartsWith("Mutual TLS required but client did not provide a certificate", StringComparison.Ordinal)
            ? "a connection without a certificate"
            : null;
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Warning));
        Context.System.EventStream.Subscribe(Self, typeof(Error));
    }

    /// <summary>The transport names its channel as [local->remote](Id=...).</summary>
    private static string Peer(LogEvent e)
    {
        string[] ends = (e.Message.ToString() ?? "").Split("->");
        return ends.Length == 2 ? ends[1].Split("](")[0] : "an unknown address";
    }
}
