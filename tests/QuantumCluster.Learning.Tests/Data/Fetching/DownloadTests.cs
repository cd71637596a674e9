using System.Security.Cryptography;
using QuantumCluster.Learning.Data.Fetching;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Tests.Data.Fetching;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 % 251))];
    private static readonly string Md5 = Convert.ToHexStringLower(MD5.HashData(Content));

    private readonly TemporaryFolder _folder = new();
    private readonly List<(long Done, long? Total)> _progress = [];

    private string Place => _folder.File("file.npz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_arrives_whole_with_progress_and_is_not_fetched_twice()
    {
        using var server = new LocalServer(LocalServer.Serve(Content));
        await Fetch(server);
        Assert.Equal(Content, File.ReadAllBytes(Place));
        Assert.Equal([Place], Directory.GetFiles(_folder.Path));
        Assert.Equal((0, 300_000L), _progress[0]);
        Assert.Equal((300_000, 300_000L), _progress[^1]);
        Assert.Equal(_progress.Select(p => p.Done).Order(), _progress.Select(p => p.Done));
        await Fetch(server);
        Assert.Single(server.Ranges);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        using var server = new LocalServer(LocalServer.BreakAfter(Content, 100_000), LocalServer.Serve(Content));
        await Fetch(server);
        Assert.Equal(Content, File.ReadAllBytes(Place));
        Assert.Null(server.Ranges[0]);
        Assert.NotNull(server.Ranges[1]); // how much had arrived by then is the network's business
    }

    [Fact]
    public async Task A_later_attempt_goes_on_from_what_an_earlier_process_left()
    {
        File.WriteAllBytes(Place + ".partial", Content[..123_456]);
        using var server = new LocalServer(LocalServer.Serve(Content));
        await Fetch(server);
        Assert.Equal(["bytes=123456-"], server.Ranges);
        Assert.Equal(Content, File.ReadAllBytes(Place));
        Assert.Equal((123_456, 300_000L), _progress[0]);
    }

    [Fact]
    public async Task A_whole_partial_file_needs_only_its_name()
    {
        File.WriteAllBytes(Place + ".partial", Content);
        using var server = new LocalServer(LocalServer.Serve(Content)); // answers 416: nothing is left
        await Fetch(server);
        Assert.Equal(Content, File.ReadAllBytes(Place));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_of_it_again()
    {
        File.WriteAllBytes(Place + ".partial", Content[..50]);
        using var server = new LocalServer(LocalServer.ServeWhole(Content));
        await Fetch(server);
        Assert.Equal(Content, File.ReadAllBytes(Place));
    }

    [Fact]
    public async Task A_beginning_of_another_file_is_thrown_away_and_fetched_again()
    {
        File.WriteAllBytes(Place + ".partial", new byte[1000]);
        using var server = new LocalServer(LocalServer.Serve(Content));
        await Fetch(server);
        Assert.Equal(["bytes=1000-", null], server.Ranges);
        Assert.Equal(Content, File.ReadAllBytes(Place));
    }

    [Fact]
    public async Task Another_file_is_refused_and_not_kept()
    {
        using var server = new LocalServer(LocalServer.Serve([1, 2, 3]));
        Assert.Contains("MD5", (await Assert.ThrowsAsync<IOException>(() => Fetch(server))).Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        File.WriteAllText(Place, "somebody's own");
        Assert.Contains("file.npz", (await Assert.ThrowsAsync<DataFileException>(() => Fetch(server))).Message);
        Assert.Equal("somebody's own", File.ReadAllText(Place));
    }

    [Fact]
    public async Task A_server_that_refuses_is_named_with_its_answer()
    {
        using var server = new LocalServer(LocalServer.Fail(404));
        string message = (await Assert.ThrowsAsync<IOException>(() => Fetch(server))).Message;
        Assert.Contains("404", message);
        Assert.Contains(server.Address.ToString(), message);
    }

    [Fact]
    public async Task A_server_that_always_hangs_up_is_given_up_and_what_arrived_is_kept()
    {
        File.WriteAllBytes(Place + ".partial", Content[..1000]);
        using var server = new LocalServer(LocalServer.BreakAfter(Content, 0));
        Assert.Contains("1000 bytes that have arrived are kept", (await Assert.ThrowsAsync<IOException>(() => Fetch(server))).Message);
        Assert.Equal(3, server.Ranges.Count);
        Assert.Equal(1000, new FileInfo(Place + ".partial").Length);
    }

    private async Task Fetch(LocalServer server)
    {
        using var http = new HttpClient();
        await new Download(http, new Hurried()).ToAsync(server.Address, Place, Md5, (done, total) => _progress.Add((done, total)), CancellationToken.None);
    }

    /// <summary>Waits for nothing.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
