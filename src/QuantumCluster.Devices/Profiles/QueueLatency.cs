using System.Globalization;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Profiles;

/// <summary>How long a job waits at a device's door before it is its turn: a distribution; always one of the nested cases. Seconds.</summary>
public abstract record QueueLatency
{
    /// <summary>Longest wait that is ever drawn: a tail without end would be a device that is gone.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private QueueLatency() { }

    /// <summary>The mean of what <see cref="Draw"/> gives, in seconds, but for the cut at <see cref="Longest"/>.</summary>
    public abstract double Mean { get; }

    /// <summary>One wait. The same stream gives the same wait on every platform.</summary>
    public TimeSpan Draw(KeyedRandom random) => TimeSpan.FromSeconds(Math.Min(Math.Max(0, Seconds(random)), Longest.TotalSeconds));

    private protected abstract double Seconds(KeyedRandom random);

    /// <summary>No wait.</summary>
    public sealed record None : QueueLatency
    {
        public override double Mean => 0;

        private protected override double Seconds(KeyedRandom random) => 0;

        public override string ToString() => "none";
    }

    /// <summary>Always the same wait.</summary>
    public sealed record Fixed(double Wait) : QueueLatency
    {
        public double Wait { get; } = AtLeastZero(Wait, nameof(Wait));

        public override double Mean => Wait;

        private protected override double Seconds(KeyedRandom random) => Wait;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fixed {Wait} s");
    }

    /// <summary>Normal, and zero where that would be negative.</summary>
    public sealed record Normal(double Centre, double StandardDeviation) : QueueLatency
    {
        public double Centre { get; } = AtLeastZero(Centre, nameof(Centre));

        public double StandardDeviation { get; } = AtLeastZero(StandardDeviation, nameof(StandardDeviation));

        /// <summary>E max(0, N(μ, σ)) = μ Φ(μ/σ) + σ φ(μ/σ).</summary>
        public override double Mean => StandardDeviation == 0 ? Centre
            : Centre * MathNet.Numerics.Distributions.Normal.CDF(0, 1, Centre / StandardDeviation) + StandardDeviation * MathNet.Numerics.Distributions.Normal.PDF(0, 1, Centre / StandardDeviation);

        private protected override double Seconds(KeyedRandom random) => Math.FusedMultiplyAdd(StandardDeviation, NormalSampler.Draw(random), Centre);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"normal {Centre} ± {StandardDeviation} s");
    }

    /// <summary>The logarithm of the wait is normal.</summary>
    /// <param name="Median">Above 0.</param>
    /// <param name="Sigma">Standard deviation of the logarithm, 0 to 5.</param>
    public sealed record LogNormal(double Median, double Sigma) : QueueLatency
    {
        public double Median { get; } = Above(Median, 0, nameof(Median));

        public double Sigma { get; } = Sigma is >= 0 and <= 5 ? Sigma : throw new ArgumentOutOfRangeException(nameof(Sigma), Sigma, $"Sigma is {Sigma}; it must be from 0 to 5.");

        public override double Mean => Median * Math.Exp(Sigma * Sigma / 2);

        private protected override double Seconds(KeyedRandom random) => Median * Exponential.Of(Sigma * NormalSampler.Draw(random));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"log-normal, median {Median} s, sigma {Sigma}");
    }

    /// <summary>P(wait &gt; t) = (least/t)^shape for t ≥ least: the heavy tail.</summary>
    /// <param name="Least">Above 0.</param>
    /// <param name="Shape">Above 1, so that there is a mean; the variance is infinite up to 2.</param>
    public sealed record Pareto(double Least, double Shape) : QueueLatency
    {
        public double Least { get; } = Above(Least, 0, nameof(Least));

        public double Shape { get; } = Above(Shape, 1, nameof(Shape));

        public override double Mean => Least * Shape / (Shape - 1);

        private protected override double Seconds(KeyedRandom random) => Least * Exponential.Of(-Logarithm.Of(1 - random.NextDouble()) / Shape);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Pareto, least {Least} s, shape {Shape}");
    }

    private static double AtLeastZero(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value} s; it must be at least 0.");

    private static double Above(double value, double limit, string name) => double.IsFinite(value) && value > limit
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be above {limit}.");
}
