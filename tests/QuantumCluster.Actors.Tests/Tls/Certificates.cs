using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Tls;

namespace QuantumCluster.Actors.Tests.Tls;

/// <summary>An authority with certificates in a folder of its own, and the settings files that name them.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qcluster-tls-");
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("test", Now - TimeSpan.FromDays(100), TimeSpan.FromDays(1000));

    public Certificates() => File.WriteAllText(In("ca.pem"), _authority.CertificatePem);

    public string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A settings file for a node of this cluster, with a certificate made for it.</summary>
    /// <param name="validity">From now; negative for a certificate that has expired.</param>
    public string Settings(string name, string host = "127.0.0.1", TimeSpan? validity = null)
    {
        DateTimeOffset made = validity < TimeSpan.Zero ? Now - TimeSpan.FromDays(50) : Now;
        TimeSpan life = validity is { } given && given < TimeSpan.Zero ? Now + given - made : validity ?? TimeSpan.FromDays(1);
        NodeCertificate certificate = _authority.Issue(name, [host], made, life);
        File.WriteAllText(In($"{name}.pem"), certificate.CertificatePem);
        File.WriteAllText(In($"{name}.key"), certificate.KeyPem);
        return Settings(name, In("ca.pem"), In($"{name}.pem"), In($"{name}.key"));
    }

    /// <summary>hocon/tls.conf with these files in the place of its own.</summary>
    public string Settings(string name, string ca, string certificate, string key, string password = "")
    {
        using var built = new StreamReader(typeof(NodeSettings).Assembly.GetManifestResourceStream("tls.conf")!);
        string file = In($"{name}.conf");
        File.WriteAllText(file, $$"""
            {{built.ReadToEnd()}}
            quantum-cluster.tls { ca = "{{ca}}", certificate = "{{certificate}}", key = "{{key}}", key-password = "{{password}}" }
            """);
        return file;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
