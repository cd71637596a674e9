using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>One step of a state of expectation values; always one of the nested cases.</summary>
internal abstract class EvolutionStep
{
    private EvolutionStep() { }

    /// <summary>A qubit joins the state, as the product that its own events have made of it.</summary>
    public sealed class Join(int place, List<NoiseEvent.OfOne> events, int joined) : EvolutionStep
    {
        public int Place => place;

        public List<NoiseEvent.OfOne> Events => events;

        /// <summary>Qubits in the state before.</summary>
        public int Joined => joined;
    }

    /// <summary>A fused block on two qubits.</summary>
    public sealed class Pair(PairBlock block, int joined) : EvolutionStep
    {
        public PairBlock Block => block;

        /// <summary>Qubits in the state.</summary>
        public int Joined => joined;
    }

    /// <summary>Events of one qubit in the state that have to wait for the inputs.</summary>
    public sealed class Local(int place, int joined) : EvolutionStep
    {
        public int Place => place;

        public List<NoiseEvent.OfOne> Events { get; } = [];

        /// <inheritdoc cref="Pair.Joined"/>
        public int Joined => joined;
    }
}
