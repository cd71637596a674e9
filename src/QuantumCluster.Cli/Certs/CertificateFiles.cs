using System.Security.Cryptography;
using QuantumCluster.Actors.Tls;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Certs;

/// <summary>The folder in which a development authority and its nodes' certificates lie.</summary>
internal sealed class CertificateFiles(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;

    public string Authority => Path.Combine(directory, "ca.pem");

    public string AuthorityKey => Path.Combine(directory, "ca.key");

    public string Certificate(string node) => Path.Combine(directory, $"{node}.pem");

    public string Key(string node) => Path.Combine(directory, $"{node}.key");

    /// <summary>The authority that is there; null when there is none yet.</summary>
    /// <exception cref="BadInputException">Half of it is there, or it is damaged.</exception>
    public CertificateAuthority? Find()
    {
        if (File.Exists(Authority) != File.Exists(AuthorityKey))
        {
            throw new BadInputException(File.Exists(Authority)
                ? $"{Authority} is there without {AuthorityKey}, which signs; make certificates where that key is kept, or choose another folder by --out DIR."
                : $"{AuthorityKey} is there without {Authority}; put the certificate beside it, or choose another folder by --out DIR.");
        }

        if (!File.Exists(Authority)) return null;
        try
        {
            return CertificateAuthority.FromPem(File.ReadAllText(Authority), File.ReadAllText(AuthorityKey));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new BadInputException($"{Authority} and {AuthorityKey} are not a certificate and its key, as qcluster certs makes them; choose another folder by --out DIR.", e);
        }
    }

    /// <exception cref="BadInputException">The node's files are there already.</exception>
    public void RequireFree(string node)
    {
        foreach (string file in (string[])[Certificate(node), Key(node)])
            if (Path.Exists(file)) throw new BadInputException($"{file} is there already and is not overwritten; choose another name by --name NAME, or move it away.");
    }

    public void Write(CertificateAuthority authority)
    {
        Write(AuthorityKey, authority.KeyPem);
        Write(Authority, authority.CertificatePem);
    }

    public void Write(string node, NodeCertificate certificate)
    {
        Write(Key(node), certificate.KeyPem);
        Write(Certificate(node), certificate.CertificatePem);
    }

    /// <summary>Whole or not at all, for its owner's eyes from the first byte, and never over another.</summary>
    private void Write(string file, string text)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, OwnersFolder);
        string temporary = $"{file}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        File.Delete(temporary); // one that is left over may have another mode
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: false);
    }
}
