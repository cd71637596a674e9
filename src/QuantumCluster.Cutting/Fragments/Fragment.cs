using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Cutting.Fragments;

/// <summary>One connected part of a cut circuit, on qubits, weights and inputs of its own, with the maps back to the whole circuit.</summary>
public sealed class Fragment
{
    internal Fragment(int index, Circuit circuit, ImmutableArray<int> qubits, ImmutableArray<int> weights, ImmutableArray<int> inputs,
        ImmutableArray<Leg> entering, ImmutableArray<Leg> leaving, ImmutableArray<int> finals) =>
        (Index, Circuit, Qubits, Weights, Inputs, Entering, Leaving, Finals) = (index, circuit, qubits, weights, inputs, entering, leaving, finals);

    /// <summary>Position in <see cref="Plans.CutPlan.Fragments"/>.</summary>
    public int Index { get; }

    /// <summary>The fragment's own template.</summary>
    public Circuit Circuit { get; }

    /// <summary>Local qubit → qubit of the whole circuit. A wire that is cut twice inside one fragment appears twice.</summary>
    public ImmutableArray<int> Qubits { get; }

    /// <summary>Local weight → weight of the whole circuit, ascending.</summary>
    public ImmutableArray<int> Weights { get; }

    /// <summary>Local input → input of the whole circuit, ascending.</summary>
    public ImmutableArray<int> Inputs { get; }

    /// <summary>Cuts whose later side starts here: these local qubits are prepared. Ordered by cut.</summary>
    public ImmutableArray<Leg> Entering { get; }

    /// <summary>Cuts whose earlier side ends here: these local qubits are measured. Ordered by cut.</summary>
    public ImmutableArray<Leg> Leaving { get; }

    /// <summary>Local qubits that are the last part of their wire, so outputs of the whole circuit, ordered by the whole circuit's qubit.</summary>
    public ImmutableArray<int> Finals { get; }
}
