using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tls;

/// <summary>A node's certificate with its key, and the check that others' must pass: read and tried before the node says a word to anyone.</summary>
internal sealed class NodeCredentials
{
    private const string RsaAlgorithm = "1.2.840.113549.1.1.1", EcAlgorithm = "1.2.840.10045.2.1";

    private NodeCredentials(X509Certificate2 certificate, PeerCheck peers) => (Certificate, Peers) = (certificate, peers);

    public X509Certificate2 Certificate { get; }

    public PeerCheck Peers { get; }

    /// <param name="host">Where the node listens: its certificate must be for that.</param>
    /// <exception cref="InvalidSettingException">A file cannot be read or used, or the other nodes would refuse this one.</exception>
    public static NodeCredentials Load(TlsSettings settings, string host, TimeProvider time)
    {
        var authority = new X509Certificate2Collection();
        Import("ca", settings.Authority, pem => authority.ImportFromPem(pem));
        if (authority.Count == 0) throw NoCertificate("ca", settings.Authority);
        X509Certificate2 bare = Certificates("certificate", settings.Certificate);
        X509Certificate2 certificate = WithKey(bare, settings);
        var peers = new PeerCheck(authority, time);
        if (peers.Refusal(certificate, [], SslPolicyErrors.None) is { } refusal)
            throw new InvalidSettingException($"The other nodes would refuse this node's certificate {settings.Certificate}: {refusal}; make a new one with qcluster certs.");
        return certificate.MatchesHostname(host, allowWildcards: true, allowCommonName: false)
            ? new(certificate, peers)
            : throw new InvalidSettingException($"The certificate {settings.Certificate} is for {PeerCheck.Names(certificate)}, but this node listens at {host}; make one with qcluster certs --host {host}, or listen where it is for.");
    }

    /// <summary>For Akka's transport, which asks about every certificate that it is shown.</summary>
    public DotNettySslSetup ToSetup() => new(Certificate, suppressValidation: false, requireMutualAuthentication: true, validateCertificateHostname: true, customValidator:
        (certificate, chain, peer, found, log) =>
        {
            if (Peers.Refusal(certificate, chain?.ChainPolicy.ExtraStore ?? [], found) is not { } refusal) return true;
            var refused = new PeerRefusedException(peer, refusal);
            log.Error(refused, refused.Message); // where refusals are counted, the log is listened to
            return false;
        });

    private static X509Certificate2 Certificates(string key, string file)
    {
        var certificates = new X509Certificate2Collection();
        Import(key, file, pem => certificates.ImportFromPem(pem));
        return certificates.Count > 0 ? certificates[0] : throw NoCertificate(key, file);
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, TlsSettings settings)
    {
        AsymmetricAlgorithm key = certificate.PublicKey.Oid.Value switch
        {
            RsaAlgorithm => RSA.Create(),
            EcAlgorithm => ECDsa.Create(),
            _ => throw new InvalidSettingException($"The key of the certificate {settings.Certificate} is of kind {certificate.PublicKey.Oid.FriendlyName}; it must be RSA or an elliptic curve's."),
        };
        using (key)
        {
            string pem = Text("key", settings.Key);
            bool encrypted = pem.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);
            if (encrypted && settings.KeyPassword.Length == 0)
                throw new InvalidSettingException($"The private key {settings.Key} is encrypted; give its password as quantum-cluster.tls.key-password.");
            try
            {
                if (encrypted) key.ImportFromEncryptedPem(pem, settings.KeyPassword);
                else key.ImportFromPem(pem);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                throw new InvalidSettingException(encrypted
                    ? $"quantum-cluster.tls.key-password does not open the private key {settings.Key}, or that is not the key of {settings.Certificate}."
                    : $"{settings.Key} holds no private key for the certificate {settings.Certificate}; give the key that was made with it, in PEM form.", e);
            }

            try
            {
                return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                throw new InvalidSettingException($"The private key {settings.Key} does not belong to the certificate {settings.Certificate}; give the key that was made with it.", e);
            }
        }
    }

    private static void Import(string key, string file, Action<string> import)
    {
        string pem = Text(key, file);
        try
        {
            import(pem);
        }
        catch (CryptographicException e)
        {
            throw new InvalidSettingException($"quantum-cluster.tls.{key} is {file}, which is damaged: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static InvalidSettingException NoCertificate(string key, string file) => new($"quantum-cluster.tls.{key} is {file}, which holds no certificate in PEM form.");

    private static string Text(string key, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidSettingException($"quantum-cluster.tls.{key} is {file}, which cannot be read: {e.Message}", e);
        }
    }
}
