using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Adadelta (Zeiler, 2012, algorithm 1) with a learning rate as factor of the step, bit for bit as torch computes it (ρ 0.9, ε 1e-6).
/// Its own class because a checkpoint needs its accumulators, which TorchSharp's optimiser keeps to itself, and because torch's takes three times as long.
/// </summary>
internal sealed class Adadelta
{
    private const double Rho = 0.9, Epsilon = 1e-6;
    private const int Block = 8192; // six arrays of as many numbers stay in a core's own cache

    private readonly Roots _floats = new(ScalarType.Float32), _doubles = new(ScalarType.Float64);
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
        using var noGradient = no_grad();
        var formula = new AdadeltaFormula(Rho, Epsilon, -_rate * factor);
        foreach (Entry entry in _entries)
        {
            using var scope = NewDisposeScope();
            if (entry.Parameter.grad is { } gradient) Step(formula, entry, LaidOutAs(entry.Parameter, gradient));
        }
    }

    private void Step(AdadeltaFormula formula, Entry entry, Tensor gradient)
    {
        switch (entry.Parameter.dtype)
        {
            case ScalarType.Float32: Step<float>(formula.Accumulate, formula.Advance, entry, gradient, _floats); break;
            case ScalarType.Float64: Step<double>(formula.Accumulate, formula.Advance, entry, gradient, _doubles); break;
            default: throw new NotSupportedException($"Adadelta steps through Float32 and Float64, not {entry.Parameter.dtype}.");
        }
    }

    private static void Step<T>(Accumulate<T> accumulate, Advance<T> advance, Entry entry, Tensor gradient, Roots roots) where T : struct
    {
        Span<T> parameter = Numbers<T>(entry.Parameter), slope = Numbers<T>(gradient), squares = Numbers<T>(entry.SquareAverage), deltas = Numbers<T>(entry.DeltaAverage);
        Span<T> rootSquares = Numbers<T>(roots.Squares), rootDeltas = Numbers<T>(roots.Deltas);
        for (int from = 0; from < parameter.Length; from += Block)
        {
            Range block = from..Math.Min(from + Block, parameter.Length);
            accumulate(slope[block], squares[block], deltas[block], rootSquares, rootDeltas);
            roots.Take();
            advance(parameter[block], slope[block], deltas[block], rootSquares, rootDeltas);
        }
    }

    /// <summary>The gradient in the parameter's order in memory.</summary>
    private static Tensor LaidOutAs(Tensor parameter, Tensor gradient)
    {
        long[] shape = parameter.shape, ours = parameter.stride(), theirs = gradient.stride();
        return Enumerable.Range(0, shape.Length).All(d => shape[d] == 1 || ours[d] == theirs[d]) ? gradient : empty_like(parameter).copy_(gradient);
    }

    /// <summary>A dense tensor's numbers in their order in memory, in place. Whoever reads them holds the tensor: here its dispose scope does, or its entry.</summary>
    private static Span<T> Numbers<T>(Tensor tensor) where T : struct =>
        MemoryMarshal.Cast<byte, T>(tensor.is_contiguous() ? tensor.bytes : tensor.as_strided([tensor.numel()], [1]).bytes);

    private delegate void Accumulate<T>(ReadOnlySpan<T> gradient, Span<T> squares, ReadOnlySpan<T> deltas, Span<T> underSquares, Span<T> underDeltas);

    private delegate void Advance<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> deltas, ReadOnlySpan<T> rootSquares, ReadOnlySpan<T> rootDeltas);

    /// <summary>Room for the roots of one block. A shorter block leaves old roots behind it, of which roots are taken again, for nothing.</summary>
    private sealed class Roots(ScalarType type)
    {
        public Tensor Squares { get; } = zeros(Block, dtype: type).DetachFromDisposeScope();

        public Tensor Deltas { get; } = zeros(Block, dtype: type).DetachFromDisposeScope();

        public void Take()
        {
            Squares.sqrt_();
            Deltas.sqrt_();
        }
    }

    private sealed record Entry(string Name, Parameter Parameter, Tensor SquareAverage, Tensor DeltaAverage);
}
