using System.Globalization;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>What a number is to be: always one of the nested cases.</summary>
public abstract record Goal
{
    private Goal() { }

    public sealed record AtMost(double Limit) : Goal
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"≤ {Limit}");
    }

    public sealed record AtLeast(double Limit) : Goal
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"≥ {Limit}");
    }
}
