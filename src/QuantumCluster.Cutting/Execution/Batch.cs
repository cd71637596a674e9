namespace QuantumCluster.Cutting.Execution;

/// <summary>What one evaluation of the layer is about: one weight vector and the inputs of a batch.</summary>
public sealed class Batch
{
    /// <param name="weights">[weights of the whole circuit], radians.</param>
    /// <param name="inputs">[samples, inputs], row-major, radians.</param>
    /// <param name="samples">At least 1.</param>
    /// <param name="step">The step of the run of which this is part, at least 0: what drifting devices go by, instead of wall time.</param>
    /// <exception cref="ArgumentException">The inputs are not samples × inputs numbers, or a number is not finite.</exception>
    public Batch(double[] weights, double[] inputs, int samples, long step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (inputs.Length % samples != 0) throw new ArgumentException($"{inputs.Length} input numbers do not divide into {samples} samples.", nameof(inputs));
        RequireFinite(weights, "weight");
        RequireFinite(inputs, "input");
        (Weights, Inputs, Samples, Step) = (weights, inputs, samples, step);
    }

    public double[] Weights { get; }

    public double[] Inputs { get; }

    public int Samples { get; }

    /// <summary>The step of the run of which this is part; 0 where there are none.</summary>
    public long Step { get; }

    private static void RequireFinite(double[] numbers, string name)
    {
        int bad = Array.FindIndex(numbers, v => !double.IsFinite(v));
        if (bad >= 0) throw new ArgumentException($"The {name} at position {bad} is {numbers[bad]}; angles must be finite. Lower the learning rate or check the data.");
    }
}
