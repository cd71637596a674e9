namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>Simulated time: what is to happen, earliest first, and at one moment in the order in which it was asked for.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (TimeSpan, long)> _events = new();
    private long _asked;

    public TimeSpan Now { get; private set; }

    public void At(TimeSpan time, Action happens) => _events.Enqueue(happens, (time > Now ? time : Now, _asked++));

    public void After(TimeSpan delay, Action happens) => At(Now + delay, happens);

    /// <returns>False when nothing is left to happen.</returns>
    public bool Step()
    {
        if (!_events.TryDequeue(out Action? happens, out (TimeSpan Time, long) when)) return false;
        Now = when.Time;
        happens();
        return true;
    }
}
