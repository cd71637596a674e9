using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuantumCluster.Actors.Tls;

/// <summary>Who may join: decides about a certificate, by the cluster's own authority and not by those that the machine trusts.</summary>
internal sealed class PeerCheck(X509Certificate2Collection authority, TimeProvider time)
{
    /// <summary>A node both calls and is called: its certificate must be good for either.</summary>
    private static readonly Oid Server = new("1.3.6.1.5.5.7.3.1"), Client = new("1.3.6.1.5.5.7.3.2");

    /// <param name="certificate">Null when the other side has shown none.</param>
    /// <param name="sent">What it has sent along, to get from its certificate to the authority's.</param>
    /// <param name="found">What the platform has found; only its comparison of names counts here, since it asks other authorities.</param>
    /// <returns>Null when it is good; otherwise why not, as a clause about "it".</returns>
    public string? Refusal(X509Certificate2? certificate, X509Certificate2Collection sent, SslPolicyErrors found)
    {
        if (certificate is null) return "it shows no certificate";
        using var chain = new X509Chain();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authority);
        policy.ExtraStore.AddRange(sent);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(Server);
        policy.ApplicationPolicy.Add(Client);
        policy.VerificationTime = time.GetUtcNow().UtcDateTime;
        if (!chain.Build(certificate)) return Describe(chain, certificate, time.GetUtcNow());
        return found.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"it is for {Names(certificate)}, and not for the address it is at" : null;
    }

    /// <summary>The names and addresses that the certificate is for.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension[] extensions = [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()];
        string[] names = [.. extensions.SelectMany(e => e.EnumerateDnsNames()), .. extensions.SelectMany(e => e.EnumerateIPAddresses()).Select(a => a.ToString())];
        return names.Length == 0 ? "no address at all" : string.Join(", ", names);
    }

    private static string Describe(X509Chain chain, X509Certificate2 certificate, DateTimeOffset now)
    {
        X509ChainStatusFlags status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid)) != 0)
            return $"it is not signed by this cluster's authority but by {certificate.Issuer}";
        if (certificate.NotAfter < now.LocalDateTime) return $"it expired on {Day(certificate.NotAfter)}";
        if (certificate.NotBefore > now.LocalDateTime) return $"it is not valid before {Day(certificate.NotBefore)}";
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid)) return "the certificate of its authority is not valid today";
        return status.HasFlag(X509ChainStatusFlags.NotValidForUsage)
            ? "it is not meant for both ends of a TLS connection"
            : $"it does not hold: {string.Join("; ", chain.ChainStatus.Select(s => s.Status))}";
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
