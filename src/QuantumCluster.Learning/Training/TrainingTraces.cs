using System.Diagnostics;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// What a training can be traced by: an activity <c>step</c> for each step, and in it <c>network</c> (backbone, circuit and loss), <c>gradients</c>
/// and <c>optimizer</c>. What the circuit's executor traces lies inside them; the rest of their time is torch's. Costs nothing while nobody listens.
/// </summary>
public static class TrainingTraces
{
    /// <summary>Of the source of activities.</summary>
    public const string Name = "QuantumCluster.Training";

    private static readonly ActivitySource Source = new(Name);

    /// <param name="epoch">Counted from 1.</param>
    /// <param name="step">Counted from 0 over all epochs, as the circuit's jobs are.</param>
    internal static Activity? Step(int epoch, long step) => Source.StartActivity("step")?.SetTag("epoch", epoch).SetTag("step", step);

    internal static Activity? Phase(string name) => Source.StartActivity(name);
}
