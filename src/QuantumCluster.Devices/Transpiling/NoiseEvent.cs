using System.Collections.Immutable;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>What happens to qubits, one thing after another: ideal gates, and what goes wrong; always one of the nested cases.</summary>
internal abstract record NoiseEvent
{
    private NoiseEvent() { }

    /// <summary>The ideal entangling gate.</summary>
    public sealed record Entangled(int First, int Second) : NoiseEvent;

    /// <summary>The error of an entangling gate: relaxation of both for its time, then depolarising of the pair.</summary>
    public sealed record PairError(int First, int Second) : NoiseEvent;

    /// <summary>What happens to one qubit.</summary>
    public abstract record OfOne(int Place) : NoiseEvent;

    /// <summary>Ideal turns.</summary>
    public sealed record Turned(int Place, ImmutableArray<Turn> Turns) : OfOne(Place)
    {
        public bool TakesInput { get; } = Turns.Any(t => t.TakesInput);
    }

    /// <summary>Relaxation while nothing else happens.</summary>
    public sealed record Idled(int Place, double Seconds) : OfOne(Place);

    /// <summary>The error of a gate on one qubit: relaxation for its time, then depolarising.</summary>
    public sealed record LocalError(int Place) : OfOne(Place);
}
