using System.Collections.Immutable;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>Has the shares of a step computed, here or elsewhere: the outcomes' bits are the same wherever it is.</summary>
public interface IShareExecutor
{
    /// <summary>Called on the training thread, step after step.</summary>
    /// <returns>One outcome for each share, in the order of their keys.</returns>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">A share could not be computed here, and nobody else has done it.</exception>
    /// <exception cref="OperationCanceledException">The step was cancelled.</exception>
    IReadOnlyList<ShareOutcome> Execute(OpenStep step, CancellationToken cancellation = default);
}

/// <summary>A step whose shares are to be computed.</summary>
/// <param name="Step">As in <see cref="ShareKey"/>.</param>
/// <param name="State">Reads the network's state, on the training thread and not while a share is computed.</param>
/// <param name="Here">Computes a share with the network that is trained, on the training thread.</param>
public sealed record OpenStep(long Step, StepShape Shape, Func<StepState> State, Func<ShareKey, CancellationToken, ShareOutcome> Here)
{
    /// <summary>How many shares it has, at least 1.</summary>
    public int Shares => Shape.Images.Length;

    public IEnumerable<ShareKey> Keys => Enumerable.Range(0, Shares).Select(share => new ShareKey(Step, share));

    /// <summary>Whether that can be the outcome of one of the step's shares.</summary>
    public bool Fits(ShareOutcome outcome) => outcome.Key.Step == Step && outcome.Key.Share >= 0 && outcome.Key.Share < Shares
        && outcome.Images == Shape.Images[outcome.Key.Share] && outcome.Gradients.Length == Shape.GradientBytes && outcome.Statistics.Length == Shape.StatisticBytes;
}

/// <summary>What the outcomes of a step's shares look like.</summary>
/// <param name="Images">In each share.</param>
public sealed record StepShape(ImmutableArray<int> Images, int GradientBytes, int StatisticBytes);

/// <summary>One trainer that computes all shares itself, one after another.</summary>
public sealed class AccumulatingTrainer : IShareExecutor
{
    public IReadOnlyList<ShareOutcome> Execute(OpenStep step, CancellationToken cancellation = default) => [.. step.Keys.Select(key => step.Here(key, cancellation))];
}
