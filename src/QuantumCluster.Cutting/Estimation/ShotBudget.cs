using QuantumCluster.Circuits;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>By what a number of shots is shared out over the variants.</summary>
public enum Allocation
{
    /// <summary>Every variant equally often.</summary>
    Uniform,
    /// <summary>By the coefficients with which variants enter the reconstruction.</summary>
    Weight,
    /// <summary>By what each variant contributes to the error, found in a first round.</summary>
    Variance,
}

/// <summary>A number of shots for a whole estimate.</summary>
public sealed record ShotBudget
{
    /// <summary>Share of the shots that the first of two rounds takes.</summary>
    public const double PilotShare = 0.2;

    /// <param name="shots">Of all variants together, on each sample of the batch.</param>
    /// <param name="seed">Chance; the rounds draw from seeds of their own that follow from it.</param>
    /// <exception cref="ArgumentException">There is no shot.</exception>
    public ShotBudget(long shots, Allocation allocation, Seed seed)
    {
        if (shots < 1) throw new ArgumentException($"The budget is {shots} shots; give at least 1.", nameof(shots));
        (Shots, Allocation, Seed) = (shots, allocation, seed);
    }

    public long Shots { get; }

    public Allocation Allocation { get; }

    public Seed Seed { get; }
}
