namespace QuantumCluster.Experiments.Plots;

/// <summary>The loss of one step.</summary>
/// <param name="Epoch">How many epochs were done after the step: 0.5 is half way through the first.</param>
public readonly record struct StepLoss(double Epoch, double Loss);
