using System.CommandLine;
using System.Globalization;
using System.Net;
using QuantumCluster.Actors.Tls;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Certs;

/// <summary><c>qcluster certs</c>: a development authority, and certificates of nodes.</summary>
internal static class CertsCommand
{
    private const int AuthorityDays = 3650;
    private const int LongestHost = 253, LongestName = 64;

    /// <summary>Where a cluster on one machine listens.</summary>
    private static readonly string[] Loopback = ["127.0.0.1", "::1", "localhost"];

    public static DoorCommand Create(TimeProvider time)
    {
        Option<string[]> hosts = TypedOptions.Texts("--host", "HOST", "IP address or DNS name at which the node listens, as other nodes call it; may be given several times (default 127.0.0.1, ::1 and localhost)");
        Option<string> name = TypedOptions.Parsed("--name", "NAME", "node", "what the node's files are called (default node)", ReadName);
        Option<string> directory = TypedOptions.Parsed("--out", "DIR", "certs", "folder of the authority; it is made when there is none (default certs)", text => text);
        Option<int> days = TypedOptions.Whole("--days", "N", 365, 1, AuthorityDays - 1, "how long the node's certificate holds");

        var command = new Command("certs", "Make a certificate authority for a cluster, and certificates for its nodes.") { hosts, name, directory, days };
        command.SetAction(parsed =>
        {
            string[] given = parsed.GetRequiredValue(hosts);
            Make(new CertificateFiles(parsed.GetRequiredValue(directory)), parsed.GetRequiredValue(name), given.Length == 0 ? Loopback : [.. given.Select(ReadHost)],
                TimeSpan.FromDays(parsed.GetValue(days)), time.GetUtcNow(), parsed.InvocationConfiguration.Output);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Makes what hocon/tls.conf asks for: a certificate authority of your own (ca.pem, ca.key; only when the folder has none) and a certificate with its key for a node "
                + "(NAME.pem, NAME.key). Nodes trust this authority and no other. Nothing is overwritten; keys can be read by their owner alone.",
            [
                new("a cluster on this machine: everything in the folder certs", "qcluster certs"),
                new("… which then runs encrypted", "qcluster node --role coordinator --config hocon/coordinator.conf --config hocon/tls.conf"),
                new("a node elsewhere; give it ca.pem, worker-1.pem and worker-1.key", "qcluster certs --name worker-1 --host 10.0.0.7 --host worker-1.example.org"),
            ],
            [new("Certificate", [hosts, name, days, directory])],
            [("What to guard", "Whoever has ca.key can make certificates and join: keep it off the nodes. A node's key is that node's identity. "
                + "There is no revocation: for a lost key make a new authority. The authority holds for ten years.")]));
    }

    private static void Make(CertificateFiles files, string name, IReadOnlyList<string> hosts, TimeSpan validity, DateTimeOffset now, TextWriter output)
    {
        files.RequireFree(name);
        CertificateAuthority? found = files.Find();
        using CertificateAuthority authority = found ?? CertificateAuthority.Create("QuantumCluster development authority", now, TimeSpan.FromDays(AuthorityDays));
        NodeCertificate certificate;
        try
        {
            certificate = authority.Issue(name, hosts, now, validity);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{e.Message.Split(" (Parameter")[0].TrimEnd('.')}; give fewer --days, or make a new authority in another folder by --out DIR.", e);
        }

        if (found is null)
        {
            files.Write(authority);
            output.WriteLine($"{files.Authority}  the authority, for every node; until {Day(authority.NotAfter)}");
            output.WriteLine($"{files.AuthorityKey}  its key: keep it off the nodes");
        }

        files.Write(name, certificate);
        output.WriteLine($"{files.Certificate(name)}  for {string.Join(", ", hosts)}; until {Day(now + validity)}");
        output.WriteLine($"{files.Key(name)}  its key, for this node alone");
    }

    private static string ReadName(string text) => text.Length <= LongestName && text is not ("ca" or "." or "..") && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? text
        : throw new BadInputException($"--name is \"{text}\"; give letters, digits, '-', '_' and '.', at most {LongestName}, and not \"ca\".");

    private static string ReadHost(string text)
    {
        string name = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        bool fine = IPAddress.TryParse(text, out _) || (text.Length <= LongestHost && name.Split('.').All(label => label.Length is > 0 and < 64 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')));
        return fine ? text : throw new BadInputException($"--host is \"{text}\"; give an IP address or a DNS name, such as 10.0.0.7 or worker-1.example.org.");
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
