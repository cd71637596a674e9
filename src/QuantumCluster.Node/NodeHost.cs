using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Node;

/// <summary>Runs this process as one node of a cluster.</summary>
public static class NodeHost
{
    /// <summary>How long a node may look for its coordinator before it says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Starts the node, writes one line to <paramref name="output"/> when it is up, and runs until cancelled; then drains and leaves the cluster.</summary>
    /// <returns>0 after a cancellation; 1 when its coordinator is gone or the cluster removed this node; 2 when it cannot listen where it should. Not 0: with a sentence on <paramref name="errors"/>.</returns>
    public static async Task<int> RunAsync(NodeSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (settings.EndsWithInput) _ = EndWithInputAsync();
        try
        {
            await using ClusterNode node = await ClusterNode.StartAsync(settings, TimeProvider.System, cancellation).ConfigureAwait(false);
            Task cancelled = Task.Delay(Timeout.Infinite, cancellation);
            Task<string> up = node.UpAsync(cancellation);
            Task patience = Task.Delay(Patience, cancellation);
            if (await Task.WhenAny(up, node.Stopped, cancelled, patience).ConfigureAwait(false) == patience && !cancellation.IsCancellationRequested && settings.Seed is { } seed)
            {
                await errors.WriteLineAsync($"No coordinator answers at {seed} yet; this node keeps trying.").ConfigureAwait(false);
                await Task.WhenAny(up, node.Stopped, cancelled).ConfigureAwait(false);
            }

            if (up.IsCompletedSuccessfully)
            {
                await output.WriteLineAsync(await up.ConfigureAwait(false)).ConfigureAwait(false);
                await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                await Task.WhenAny(node.Stopped, cancelled).ConfigureAwait(false);
            }

            if (cancellation.IsCancellationRequested || node.ToldToLeave) return 0;
            await errors.WriteLineAsync("This node has ended: its coordinator is gone, or the cluster could not reach it. Start it again to join again.").ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (InvalidSettingException e)
        {
            await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }
    }

    /// <summary>No leave-taking: whoever started this node is gone, and with it the reason to be.</summary>
    private static async Task EndWithInputAsync()
    {
        using Stream input = Console.OpenStandardInput();
        var unread = new byte[256];
        while (await input.ReadAsync(unread).ConfigureAwait(false) > 0)
        {
        }

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        self.Kill();
    }
}
