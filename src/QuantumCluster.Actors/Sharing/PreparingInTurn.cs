namespace QuantumCluster.Actors.Sharing;

/// <summary>
/// The same work, prepared for one run after another: a node that lost its cluster and joined again presents itself as a new trainer, which may be told to prepare while
/// what the earlier one was told is still under way.
/// </summary>
internal sealed class PreparingInTurn(ITrainerWork work) : ITrainerWork
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    public Task<string> PrepareAsync(string description)
    {
        lock (_gate)
        {
            Task<string> next = After(_last, description);
            _last = next;
            return next;
        }
    }

    public void Give(long step, ReadOnlyMemory<byte> state) => work.Give(step, state);

    public Task<ReadOnlyMemory<byte>> ComputeAsync(long step, int share) => work.ComputeAsync(step, share);

    private async Task<string> After(Task earlier, string description)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await work.PrepareAsync(description).ConfigureAwait(false);
    }
}
