using QuantumCluster.Learning.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Adadelta (Zeiler, 2012, algorithm 1) with a learning rate as factor of the step, step for step as torch computes it (ρ 0.9, ε 1e-6).
/// Its own class because a checkpoint needs its accumulators, which TorchSharp's optimiser keeps to itself.
/// </summary>
internal sealed class Adadelta
{
    private const double Rho = 0.9, Epsilon = 1e-6;

    // Held while native code reads them: see HeldScalar.
    private readonly Scalar _rho = Rho.ToScalar(), _rest = (1 - Rho).ToScalar(), _epsilon = Epsilon.ToScalar();
    private readonly double _rate;
    private readonly List<Entry> _entries;

    public Adadelta(nn.Module module, double rate)
    {
        _rate = rate;
        _entries = [.. module.named_parameters().Select(p => new Entry(p.name, p.parameter,
            zeros_like(p.parameter).DetachFromDisposeScope(), zeros_like(p.parameter).DetachFromDisposeScope()))];
    }

    /// <summary>The accumulators, in place, as <c>square_avg.NAME</c> and <c>acc_delta.NAME</c>.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        _entries.SelectMany(e => new[] { ($"square_avg.{e.Name}", e.SquareAverage), ($"acc_delta.{e.Name}", e.DeltaAverage) });

    public void ClearGradients()
    {
        foreach (Entry entry in _entries)
        {
            entry.Parameter.grad?.Dispose();
            entry.Parameter.grad = null;
        }
    }

    /// <param name="factor">Of the learning rate, for this step.</param>
    public void Step(double factor = 1)
    {
        HeldScalar.During(-_rate * factor, Step);
    }

    private void Step(Scalar step)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (Entry e in _entries)
        {
            if (e.Parameter.grad is not { } gradient) continue;
            e.SquareAverage.mul_(_rho).addcmul_(gradient, gradient, _rest); // E[g²] ← ρ E[g²] + (1 − ρ) g²
            Tensor deviation = e.SquareAverage.add(_epsilon, HeldScalar.One).sqrt_();
            Tensor delta = e.DeltaAverage.add(_epsilon, HeldScalar.One).sqrt_().div_(deviation).mul_(gradient); // Δ = RMS[Δ] / RMS[g] · g
            e.DeltaAverage.mul_(_rho).addcmul_(delta, delta, _rest); // E[Δ²] ← ρ E[Δ²] + (1 − ρ) Δ²
            e.Parameter.add_(delta, alpha: step);
        }
    }

    private sealed record Entry(string Name, Parameter Parameter, Tensor SquareAverage, Tensor DeltaAverage);
}
