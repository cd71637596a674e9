namespace QuantumCluster.Devices.Shifts;

/// <summary>The outcome probabilities of one program at any angles: what parameter shift asks of an emulated device, ideal or noisy.</summary>
internal interface IProbabilitySource
{
    /// <param name="weights">[weights of the program], radians. The same as in the call before where only inputs are shifted.</param>
    /// <param name="inputs">[input of the program, sample], samples innermost, radians.</param>
    /// <param name="probabilities">[variant, outcome, sample], all variants; overwritten. A sample's do not depend on its neighbours.</param>
    void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities);
}
