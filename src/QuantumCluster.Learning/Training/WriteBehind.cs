namespace QuantumCluster.Learning.Training;

/// <summary>Writes on another thread while training goes on, one write after another, at most one under way. Its owner calls from one thread.</summary>
internal sealed class WriteBehind : IDisposable
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for the write before, throws what that threw, and begins this one.</summary>
    public void Begin(Action write)
    {
        Flush();
        _last = Task.Run(write);
    }

    /// <summary>Waits until everything is written; throws what the last write threw.</summary>
    public void Flush() => _last.GetAwaiter().GetResult();

    /// <summary>Waits without throwing: on the way out of a failure that is to be seen.</summary>
    public void Dispose() => Task.WhenAny(_last).Wait();
}
