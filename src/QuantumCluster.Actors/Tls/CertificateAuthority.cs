using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuantumCluster.Actors.Tls;

/// <summary>Makes what <see cref="TlsSettings"/> names: a certificate authority for one cluster, and certificates of its nodes. Keys are of the curve P-256.</summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>Machines' clocks differ: what is made here is already valid on one that is slow.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The last moment at which certificates of this authority can hold.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>For every node.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>For nobody but who makes certificates: whoever has it can join.</summary>
    public string KeyPem
    {
        get
        {
            using ECDsa key = _certificate.GetECDsaPrivateKey()!;
            return key.ExportPkcs8PrivateKeyPem();
        }
    }

    public static CertificateAuthority Create(string name, DateTimeOffset now, TimeSpan validity)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new(request.CreateSelfSigned(now - ClockTolerance, now + validity));
    }

    /// <exception cref="CryptographicException">Not a certificate and its key; likewise <see cref="ArgumentException"/>.</exception>
    public static CertificateAuthority FromPem(string certificatePem, string keyPem) => new(X509Certificate2.CreateFromPem(certificatePem, keyPem));

    /// <summary>A certificate with which a node may call and be called, at these addresses only.</summary>
    /// <param name="hosts">IP addresses and DNS names, at least one; a name may begin with <c>*.</c>.</param>
    /// <exception cref="ArgumentException">It would outlive the authority's own, or a name cannot be one.</exception>
    public NodeCertificate Issue(string name, IReadOnlyList<string> hosts, DateTimeOffset now, TimeSpan validity)
    {
        if (hosts.Count == 0) throw new ArgumentException("A certificate needs at least one address.", nameof(hosts));
        if (now + validity > NotAfter) throw new ArgumentException($"The certificate would outlive its authority's, which ends on {NotAfter.UtcDateTime:yyyy-MM-dd}.", nameof(validity));
        var names = new SubjectAlternativeNameBuilder();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false)); // TLS server and client
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        // Serial numbers come from the operating system as keys do: nothing here may be foreseen, so no seed is taken.
        using X509Certificate2 certificate = request.Create(_certificate, now - ClockTolerance, now + validity, RandomNumberGenerator.GetBytes(16));
        return new(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => _certificate.Dispose();
}

/// <summary>A node's certificate and its private key, both PEM.</summary>
public sealed record NodeCertificate(string CertificatePem, string KeyPem);
