using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Node;

/// <summary>Runs this process as one node of a cluster.</summary>
public static class NodeHost
{
    /// <summary>How long a node may look for its coordinator before it says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Between the end of one life and the next one's first word.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a node that starts again tries to get its port back, with the pause between.</summary>
    private const int Tries = 20;

    /// <summary>
    /// Starts the node, writes one line to <paramref name="output"/> when it is up, and runs until cancelled; then drains and leaves the
    /// cluster. A node that has lost its cluster looks for it again as a new member, with a line on <paramref name="errors"/>.
    /// </summary>
    /// <returns>
    /// 0 after a cancellation; 1 when its coordinator is gone and the settings say not to look for another, or when the coordinator will not
    /// use it; 2 when it cannot listen where it should. Not 0: with a sentence on <paramref name="errors"/>.
    /// </returns>
    public static async Task<int> RunAsync(NodeSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (settings.EndsWithInput) _ = EndWithInputAsync();
        try
        {
            for (int life = 0; ; life++)
            {
                await using ClusterNode node = await StartAsync(settings.ForLife(life), life, cancellation).ConfigureAwait(false);
                bool wasUp = await LiveAsync(node, settings, life, output, errors, cancellation).ConfigureAwait(false);
                if (cancellation.IsCancellationRequested || node.ToldToLeave) return 0;
                if (node.Refusal is { } reason)
                {
                    await errors.WriteLineAsync($"This node has ended: the coordinator does not take this worker, because {reason}.").ConfigureAwait(false);
                    return 1;
                }

                if (!settings.MayRejoin)
                {
                    await errors.WriteLineAsync("This node has ended: its coordinator is gone, or the cluster could not reach it. Start it again to join again.").ConfigureAwait(false);
                    return 1;
                }

                if (wasUp) await errors.WriteLineAsync("This node has lost its cluster: the coordinator is gone, or the cluster could not reach it. It tries to join again until it is stopped.").ConfigureAwait(false);
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
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

    /// <summary>The port of an earlier life may be free only after a moment.</summary>
    private static async Task<ClusterNode> StartAsync(NodeSettings settings, int life, CancellationToken cancellation)
    {
        for (int tried = 1; ; tried++)
        {
            try
            {
                return await ClusterNode.StartAsync(settings, TimeProvider.System, cancellation).ConfigureAwait(false);
            }
            catch (InvalidSettingException) when (life > 0 && tried < Tries)
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <returns>Whether the node came up, before it ended or was cancelled.</returns>
    private static async Task<bool> LiveAsync(ClusterNode node, NodeSettings settings, int life, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        Task cancelled = Task.Delay(Timeout.Infinite, cancellation);
        Task<string> up = node.UpAsync(cancellation);
        Task patience = Task.Delay(Patience, cancellation);
        if (await Task.WhenAny(up, node.Stopped, cancelled, patience).ConfigureAwait(false) == patience && !cancellation.IsCancellationRequested)
        {
            if (life == 0 && !settings.Seeds.IsEmpty) await errors.WriteLineAsync($"No coordinator answers at {string.Join(", ", settings.Seeds)} yet; this node keeps trying.").ConfigureAwait(false);
            await Task.WhenAny(up, node.Stopped, cancelled).ConfigureAwait(false);
        }

        if (!up.IsCompletedSuccessfully) return false;
        await output.WriteLineAsync(await up.ConfigureAwait(false)).ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAny(node.Stopped, cancelled).ConfigureAwait(false);
        return true;
    }
}
