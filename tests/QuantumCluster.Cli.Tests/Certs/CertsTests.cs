using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Certs;

public sealed class CertsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Three_commands_make_an_encrypted_cluster_that_trains_to_the_same_losses()
    {
        string embedded = TinyRun.Train(_scratch, "embedded", "--epochs", "1");
        _scratch.QCluster("certs").Succeeded();
        string tls = Path.Combine(BuiltProgram.Root, "hocon", "tls.conf"), address = $"127.0.0.1:{FreePort.Next()}";
        using RunningProgram coordinator = _scratch.StartNode("--role", "coordinator", "--config", tls, "--port", address.Split(':')[1]);
        await coordinator.UntilOutputHas("up at");
        using RunningProgram worker = _scratch.StartQCluster("node", "--role", "worker", "--config", tls, "--seed", address);
        await worker.UntilOutputHas("up at");
        _scratch.QCluster(TinyRun.Arguments("joined", "--epochs", "1", "--cluster", address, "--config", tls)).Succeeded();
        LossCurve.AssertEqual(embedded, _scratch.In("joined"));
    }

    [Fact]
    public void Files_are_their_owners_alone_and_are_never_overwritten()
    {
        Finished first = _scratch.QCluster("certs", "--days", "30").Succeeded();
        foreach (string file in (string[])["ca.pem", "ca.key", "node.pem", "node.key"]) Assert.Contains(Path.Combine("certs", file), first.Output, StringComparison.Ordinal);
        foreach (string key in (string[])["ca.key", "node.key"])
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch.In(Path.Combine("certs", key))));
        Dictionary<string, string> before = Contents();

        _scratch.QCluster("certs").FailedWith(2, "node.pem is there already", "--name");
        Assert.Equal(before, Contents());
        _scratch.QCluster("certs", "--name", "worker-1", "--host", "10.0.0.7", "--host", "*.cluster.internal").Succeeded();
        Assert.Equal(before, Contents().Where(f => !f.Key.StartsWith("worker-1", StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(["ca.key", "ca.pem", "node.key", "node.pem", "worker-1.key", "worker-1.pem"], Contents().Keys.Order(StringComparer.Ordinal));

        Dictionary<string, string> Contents() => Directory.GetFiles(_scratch.In("certs")).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
    }

    [Fact]
    public void What_cannot_be_made_is_said_in_one_sentence()
    {
        _scratch.QCluster("certs", "--host", "not a host").FailedWith(2, "\"not a host\"", "10.0.0.7");
        _scratch.QCluster("certs", "--name", "../up").FailedWith(2, "\"../up\"");
        _scratch.QCluster("certs", "--name", "ca").FailedWith(2, "\"ca\"");
        _scratch.QCluster("certs", "--days", "0").FailedWith(2, "\"0\"", "1 to 3649");
        Assert.False(Directory.Exists(_scratch.In("certs")));

        Directory.CreateDirectory(_scratch.In("half"));
        File.WriteAllText(_scratch.In(Path.Combine("half", "ca.pem")), "x");
        _scratch.QCluster("certs", "--out", "half").FailedWith(2, "ca.key");
        File.WriteAllText(_scratch.In(Path.Combine("half", "ca.key")), "y");
        _scratch.QCluster("certs", "--out", "half").FailedWith(2, "not a certificate and its key");
    }

    [Fact]
    public void Node_says_what_is_wrong_with_its_certificate()
    {
        string tls = Path.Combine(BuiltProgram.Root, "hocon", "tls.conf");
        _scratch.QCluster("node", "--role", "coordinator", "--port", "0", "--config", tls).FailedWith(2, "certs/ca.pem", "cannot be read");
        _scratch.QCluster("certs", "--host", "10.0.0.7").Succeeded();
        _scratch.QCluster("node", "--role", "coordinator", "--port", "0", "--config", tls).FailedWith(2, "is for 10.0.0.7", "listens at 127.0.0.1");
        _scratch.QCluster("node", "--role", "coordinator", "--port", "0", "--host", "0.0.0.0").FailedWith(2, "0.0.0.0", "--insecure", "tls.conf");
    }
}
