using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Cutting.Gradients;

/// <summary>
/// What parameter shift runs of a circuit: every operation whose angle is a weight or an input, one after another, at every shift of its
/// gate's rule. An angle that several operations use is shifted in one of them at a time, and its derivative is the sum over them.
/// Immutable; a pure function of the circuit.
/// </summary>
public sealed class ShiftSchedule
{
    private readonly ImmutableArray<int> _weights, _inputs;

    /// <summary>One operation to shift.</summary>
    /// <param name="Operation">Its number in the circuit.</param>
    /// <param name="Place">Of its angle in <see cref="Unshared"/>: a weight's, or an input's if <paramref name="IsInput"/>.</param>
    /// <param name="Parameter">The weight or input of the circuit that is its angle.</param>
    public readonly record struct Shifted(int Operation, bool IsInput, int Place, int Parameter, ImmutableArray<ShiftTerm> Rule);

    private ShiftSchedule(Circuit circuit)
    {
        var operations = ImmutableArray.CreateBuilder<Shifted>();
        var unshared = new List<Operation>(circuit.Operations.Length);
        List<int> weights = [], inputs = [];
        for (int o = 0; o < circuit.Operations.Length; o++)
        {
            Operation operation = circuit.Operations[o];
            bool isInput = operation.Angle.Source == AngleSource.Input;
            if (operation.Angle.Source == AngleSource.Constant)
            {
                unshared.Add(operation);
                continue;
            }

            List<int> own = isInput ? inputs : weights;
            operations.Add(new(o, isInput, own.Count, operation.Angle.Index, operation.Gate.ShiftRule));
            unshared.Add(operation.Relabel(q => q, isInput ? Angle.Input(own.Count) : Angle.Weight(own.Count)));
            own.Add(operation.Angle.Index);
        }

        Terms = operations.Sum(o => o.Rule.Length);
        (Operations, _weights, _inputs) = (operations.ToImmutable(), [.. weights], [.. inputs]);
        bool isSame = IsCount(_weights, circuit.WeightCount) && IsCount(_inputs, circuit.InputCount);
        Unshared = isSame ? circuit : Circuit.Create(circuit.QubitCount, weights.Count, inputs.Count, unshared);
    }

    /// <summary>In the circuit's order.</summary>
    public ImmutableArray<Shifted> Operations { get; }

    /// <summary>Shifted circuits: each variant is run that many times on every sample, never with the angles as given.</summary>
    public int Terms { get; }

    /// <summary>The same circuit with a weight or an input for each operation: the circuit itself where no angle is used twice.</summary>
    public Circuit Unshared { get; }

    public static ShiftSchedule Of(Circuit circuit) => new(circuit);

    /// <summary>The weights of <see cref="Unshared"/>.</summary>
    /// <param name="weights">[weights of the circuit].</param>
    public double[] UnsharedWeights(ReadOnlySpan<double> weights)
    {
        var unshared = new double[_weights.Length];
        for (int w = 0; w < unshared.Length; w++) unshared[w] = weights[_weights[w]];
        return unshared;
    }

    /// <summary>The inputs of <see cref="Unshared"/>, [input, sample].</summary>
    /// <param name="inputs">[inputs of the circuit, sample].</param>
    public double[] UnsharedInputs(ReadOnlySpan<double> inputs, int samples)
    {
        var unshared = new double[_inputs.Length * samples];
        for (int i = 0; i < _inputs.Length; i++) inputs.Slice(_inputs[i] * samples, samples).CopyTo(unshared.AsSpan(i * samples));
        return unshared;
    }

    private static bool IsCount(ImmutableArray<int> indices, int count) => indices.AsSpan().SequenceEqual(Enumerable.Range(0, count).ToArray());
}
