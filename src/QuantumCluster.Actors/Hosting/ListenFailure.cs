using Akka.Remote;

namespace QuantumCluster.Actors.Hosting;

/// <summary>Tells a node that could not listen from one that failed otherwise: the transport wraps its reason in several ways.</summary>
internal static class ListenFailure
{
    public static bool Is(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            if (cause is RemoteTransportException or System.Net.Sockets.SocketException || cause is AggregateException many && many.InnerExceptions.Any(Is)) return true;
        return false;
    }
}
