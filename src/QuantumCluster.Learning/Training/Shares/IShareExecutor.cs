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
/// <param name="Shares">How many it has, at least 1.</param>
/// <param name="State">Reads the network's state, on the training thread and not while a share is computed.</param>
/// <param name="Here">Computes a share with the network that is trained, on the training thread.</param>
public sealed record OpenStep(long Step, int Shares, Func<StepState> State, Func<ShareKey, CancellationToken, ShareOutcome> Here)
{
    public IEnumerable<ShareKey> Keys => Enumerable.Range(0, Shares).Select(share => new ShareKey(Step, share));
}

/// <summary>One trainer that computes all shares itself, one after another.</summary>
public sealed class AccumulatingTrainer : IShareExecutor
{
    public IReadOnlyList<ShareOutcome> Execute(OpenStep step, CancellationToken cancellation = default) => [.. step.Keys.Select(key => step.Here(key, cancellation))];
}
