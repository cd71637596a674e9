namespace QuantumCluster.Cutting.Gradients;

/// <summary>How a layer is run in a training: with or without shots, and by what its gradients are taken.</summary>
public sealed record GradientMethod
{
    /// <summary>Exact probabilities and their adjoint.</summary>
    public static GradientMethod Adjoint { get; } = new(GradientRule.Adjoint);

    /// <param name="shots">Of every variant, forward and shifted alike; null for exact probabilities.</param>
    /// <exception cref="ArgumentException">The adjoint of shots, or fewer shots than the rule can do with.</exception>
    public GradientMethod(GradientRule rule, int? shots = null)
    {
        if (rule == GradientRule.Adjoint && shots is not null)
            throw new ArgumentException($"The adjoint differentiates exact probabilities, and {shots} shots were given; take gradients by shift or spsa, or leave the shots out.", nameof(shots));
        if (shots < Execution.ShiftPlan.LeastShots)
            throw new ArgumentException($"Each variant is to be run {shots} times; give at least {Execution.ShiftPlan.LeastShots} shots, or none for exact probabilities.", nameof(shots));
        (Rule, Shots) = (rule, shots);
    }

    public GradientRule Rule { get; }

    public int? Shots { get; }

    /// <summary>Runs that one training step asks of its executor: forward, and what the gradients take.</summary>
    public int RunsPerStep => Rule == GradientRule.Spsa ? 1 + Spsa.Runs : 2;

    public override string ToString() => $"{Rule.ToString().ToLowerInvariant()}{(Shots is { } shots ? $" with {shots} shots" : "")}";
}
