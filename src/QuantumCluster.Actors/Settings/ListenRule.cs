using System.Net;
using QuantumCluster.Actors.Tls;

namespace QuantumCluster.Actors.Settings;

/// <summary>Where a process may listen: where other machines can reach it, only with encryption, or when it is told that this is meant.</summary>
internal static class ListenRule
{
    /// <exception cref="InvalidSettingException">Neither loopback nor encrypted nor meant.</exception>
    public static void Require(string host, TlsSettings? tls, bool insecure)
    {
        if (tls is not null || insecure || IsLoopback(host)) return;
        throw new InvalidSettingException($"The address to listen on is {host}, which other machines can reach, and nothing there is encrypted or asks who calls; "
            + "add --config hocon/tls.conf (qcluster certs makes the certificates), or --insecure to listen there all the same.");
    }

    /// <summary>A name other than localhost may be anything, whatever it resolves to now.</summary>
    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
