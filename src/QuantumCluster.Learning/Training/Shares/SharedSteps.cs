using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using TorchSharp.Modules;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>Steps of several micro-batches: has their shares computed, folds them in the order of their keys, and moves the weights.</summary>
internal sealed class SharedSteps(ImageClassifier network, IImageSource images, TrainingSettings settings, Freezing freezing, Adadelta optimizer, IShareExecutor executor, TimeProvider time) : IDisposable
{
    private readonly ShareEvaluation _evaluation = new(network, images, settings, time);
    private readonly ShareSchedule _schedule = new(settings, images.Count);

    /// <summary>As in <see cref="ShareEvaluation.WaitedForImages"/>: of the shares computed here.</summary>
    public TimeSpan WaitedForImages => _evaluation.WaitedForImages;

    /// <param name="step">As in <see cref="ShareKey"/>.</param>
    /// <param name="factor">Of the learning rate.</param>
    /// <returns>The mean loss of the step's images before the step, and how many they are.</returns>
    public (double Loss, int Images) Do(long step, double factor, CancellationToken cancellation)
    {
        IReadOnlyList<Parameter> trained = freezing.Trained(_schedule.EpochOf(step));
        IReadOnlyList<NormBase> norms = freezing.Norms(_schedule.EpochOf(step));
        var shape = new StepShape([.. _schedule.Step(step).Select(images => images.Length)],
            NetworkNumbers.Bytes(trained), NetworkNumbers.Bytes(norms.SelectMany(OwnStatistics.Statistics)));
        IReadOnlyList<ShareOutcome> outcomes;
        using (TrainingTraces.Phase("shares"))
            outcomes = executor.Execute(new OpenStep(step, shape, () => _evaluation.StateBefore(step), _evaluation.Evaluate), cancellation);
        using (TrainingTraces.Phase("optimizer"))
        {
            optimizer.ClearGradients();
            ShareFold.Gradients(outcomes, trained);
            ShareFold.Statistics(outcomes, norms);
            optimizer.Step(factor);
        }

        return (ShareFold.Loss(outcomes), outcomes.Sum(o => o.Images));
    }

    public void Dispose() => _evaluation.Dispose();
}
