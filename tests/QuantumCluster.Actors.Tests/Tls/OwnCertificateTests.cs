using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Tls;

namespace QuantumCluster.Actors.Tests.Tls;

/// <summary>A node that the others would refuse says so before it says anything to them.</summary>
public sealed class OwnCertificateTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Good_certificate_is_taken() => Assert.True(Load(_certificates.Settings("node")).Certificate.HasPrivateKey);

    [Fact]
    public void Expired_certificate() => Refused(_certificates.Settings("node", validity: -TimeSpan.FromDays(1)), "expired on", "qcluster certs");

    [Fact]
    public void Certificate_of_tomorrow() => Assert.Contains("not valid before", Assert.Throws<InvalidSettingException>(() =>
        NodeCredentials.Load(Settings(_certificates.Settings("node")), "127.0.0.1", new Yesterday())).Message);

    [Fact]
    public void Certificate_for_another_address() => Refused(_certificates.Settings("node", host: "elsewhere.example"), "is for elsewhere.example", "listens at 127.0.0.1", "--host 127.0.0.1");

    [Fact]
    public void Certificate_of_another_authority()
    {
        using var others = new Certificates();
        others.Settings("node");
        Refused(_certificates.Settings("mixed", _certificates.In("ca.pem"), others.In("node.pem"), others.In("node.key")), "not signed by this cluster's authority");
    }

    [Fact]
    public void Certificate_that_is_only_for_web_servers()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var authority = new CertificateRequest("CN=web", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 ca = authority.CreateSelfSigned(now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(2));
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 certificate = request.Create(ca, now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(1), [1, 2, 3]);
        File.WriteAllText(_certificates.In("web-ca.pem"), ca.ExportCertificatePem());
        File.WriteAllText(_certificates.In("web.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_certificates.In("web.key"), key.ExportPkcs8PrivateKeyPem());
        Refused(_certificates.Settings("web", _certificates.In("web-ca.pem"), _certificates.In("web.pem"), _certificates.In("web.key")), "not meant for both ends");
    }

    [Fact]
    public void Files_that_cannot_be_used()
    {
        string ca = _certificates.In("ca.pem"), certificate = _certificates.In("node.pem"), key = _certificates.In("node.key");
        _certificates.Settings("node");
        _certificates.Settings("other");
        File.WriteAllText(_certificates.In("no.pem"), "nothing to see");
        File.WriteAllText(_certificates.In("torn.pem"), File.ReadAllText(certificate)[..300]);
        Refused(_certificates.Settings("a", "absent.pem", certificate, key), "quantum-cluster.tls.ca is absent.pem", "cannot be read");
        Refused(_certificates.Settings("b", ca, _certificates.In("no.pem"), key), "quantum-cluster.tls.certificate", "holds no certificate");
        Refused(_certificates.Settings("c", ca, _certificates.In("torn.pem"), key), "quantum-cluster.tls.certificate");
        Refused(_certificates.Settings("d", ca, certificate, certificate), "holds no private key");
        Refused(_certificates.Settings("e", ca, certificate, _certificates.In("other.key")), "does not belong to the certificate");
        Refused(_certificates.Settings("f", ca, certificate, ""), "quantum-cluster.tls.key is empty");
    }

    [Fact]
    public void Encrypted_key_opens_with_its_password_alone()
    {
        _certificates.Settings("node");
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(_certificates.In("node.key")));
        string file = _certificates.In("encrypted.key"), ca = _certificates.In("ca.pem"), certificate = _certificates.In("node.pem");
        File.WriteAllText(file, key.ExportEncryptedPkcs8PrivateKeyPem("sesame", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.True(Load(_certificates.Settings("right", ca, certificate, file, "sesame")).Certificate.HasPrivateKey);
        Refused(_certificates.Settings("wrong", ca, certificate, file, "barley"), "key-password does not open");
        Refused(_certificates.Settings("none", ca, certificate, file), "is encrypted; give its password");
    }

    [Theory]
    [InlineData("akka.remote.dot-netty.tcp.ssl.suppress-validation = on", "suppress-validation is on")]
    [InlineData("akka.remote.dot-netty.tcp.ssl.require-mutual-authentication = off", "require-mutual-authentication is off")]
    [InlineData("akka.remote.dot-netty.tcp.ssl.validate-certificate-hostname = off", "validate-certificate-hostname is off")]
    [InlineData("akka.remote.use-passive-connections = on", "use-passive-connections is on")]
    [InlineData("akka.remote.dot-netty.tcp.enable-ssl = off", "enable-ssl is off")]
    public void Half_a_protection_is_none(string setting, string part)
    {
        string tls = _certificates.Settings("node"), weaker = _certificates.In("weaker.conf");
        File.WriteAllText(weaker, setting);
        Assert.Contains(part, Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Coordinator, [tls, weaker])).Message);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.5")]
    [InlineData("some.host.example")]
    public void Other_machines_are_let_in_only_with_encryption_or_when_that_is_meant(string host)
    {
        Assert.Contains($"listen on is {host}", Assert.Throws<InvalidSettingException>(() => NodeSettings.Load(NodeRole.Coordinator, [], host: host)).Message);
        Assert.Equal(host, NodeSettings.Load(NodeRole.Coordinator, [], host: host, insecure: true).Listen.Host);
        Assert.Equal(host, NodeSettings.Load(NodeRole.Coordinator, [_certificates.Settings("node")], host: host).Listen.Host);
        Assert.Equal("127.0.0.1", NodeSettings.Load(NodeRole.Coordinator, [], host: "localhost").Listen.Host);
    }

    [Fact]
    public async Task Trainer_listens_by_the_same_rule()
    {
        var settings = new ClusterConnectionSettings { ListenHost = "0.0.0.0" };
        Assert.Contains("listen on is 0.0.0.0", (await Assert.ThrowsAsync<InvalidSettingException>(() => ClusterConnection.JoinAsync([new Endpoint("127.0.0.1", 1)], settings))).Message);
    }

    private static TlsSettings Settings(string file) => NodeSettings.Load(NodeRole.Coordinator, [file]).Tls!;

    private static NodeCredentials Load(string file) => NodeCredentials.Load(Settings(file), "127.0.0.1", TimeProvider.System);

    private static void Refused(string file, params string[] parts)
    {
        string message = Assert.Throws<InvalidSettingException>(() => Load(file)).Message;
        foreach (string part in parts) Assert.Contains(part, message);
        Assert.DoesNotContain("\n", message);
    }

    private sealed class Yesterday : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - TimeSpan.FromDays(1);
    }
}
