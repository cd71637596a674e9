using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Numerics;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// One vector of samples' density matrices, as their expectation values of all Pauli strings, and the steps that they go through. Lanes never
/// meet, and every matrix is made by the same steps at every width: bits depend on neither the width nor the other samples.
/// </summary>
internal sealed class NoisyState<L> where L : unmanaged, ILanes<L>
{
    private readonly NoisyProgram _ready;
    private readonly LaneWidth _width;
    private readonly PairMatrix?[] _pairs; // by step
    private readonly LaneBuffer<L> _state;
    private readonly LaneBuffer<L> _inputs;
    private readonly ReadoutContraction<L> _readout;
    private readonly Func<Turn, (L, L)> _sineCosine;
    private double[] _weights = [];
    private DeviceNoise? _noise;
    private bool _isNew;
    private GateErrors _errors = null!;
    private ReadoutEffects _effects = null!;

    public NoisyState(NoisyProgram ready, LaneWidth width)
    {
        (_ready, _width) = (ready, width);
        _pairs = [.. ready.Evolution.Steps.Select(s => s is EvolutionStep.Pair pair ? new PairMatrix(ready, pair) : null)];
        _state = new(1 << (2 * ready.Timetable.Qubits));
        _inputs = new(ready.Program.Circuit.InputCount);
        _readout = new(ready);
        _sineCosine = SineCosineOf;
    }

    /// <summary>[inputs]: to be filled before <see cref="Evolve"/>.</summary>
    public Span<L> Inputs => _inputs.Span;

    /// <summary>The device's figures, from now on; to be given before anything else.</summary>
    public DeviceNoise Noise
    {
        set
        {
            if (ReferenceEquals(value, _noise)) return;
            (_noise, _errors, _isNew) = (value, new GateErrors(value, _ready.Profile.Times), true);
            _effects = new ReadoutEffects(_ready.Timetable, _errors);
        }
    }

    /// <summary>What all samples share. Blocks whose weights and figures are those of the last time stay as they are.</summary>
    public void Load(double[] weights)
    {
        foreach (PairMatrix? pair in _pairs) pair?.Load(_errors, weights, _width, _isNew);
        (_weights, _isNew) = (weights, false);
    }

    /// <summary>From |0…0⟩ to the end of the gates, for all variants that are prepared like this one.</summary>
    public void Evolve(Variant variant)
    {
        IReadOnlyList<EvolutionStep> steps = _ready.Evolution.Steps;
        for (int i = 0; i < steps.Count; i++)
            switch (steps[i])
            {
                case EvolutionStep.Join join: Join(join, variant); break;
                case EvolutionStep.Pair pair: _pairs[i]!.Apply(_state.Span[..Entries(pair.Joined)]); break;
                case EvolutionStep.Local local:
                    foreach (NoiseEvent.OfOne happened in local.Events)
                        LocalEvents.Apply(happened, _state.Span[..Entries(local.Joined)], _ready.Evolution.StrideOf(local.Place), _errors, _sineCosine);
                    break;
            }
    }

    /// <param name="outcomes">[outcome]: the chances of what is read; overwritten.</param>
    public void Read(Variant variant, Span<L> outcomes) => _readout.Read(_state.Span, _effects, variant, outcomes);

    /// <summary>The new digit is the most significant one; its operator I has expectation value 1 and leaves the others where they are.</summary>
    private void Join(EvolutionStep.Join join, Variant variant)
    {
        Span<L> own = stackalloc L[4];
        own[0] = own[3] = L.Broadcast(1);
        own[1] = own[2] = L.Broadcast(0);
        if (_ready.Timetable.PreparedPlaces.IndexOf(join.Place) is var prepared and >= 0)
            foreach (NoiseEvent.OfOne happened in Timetable.Prepare(join.Place, variant.Preparations[prepared])) LocalEvents.Apply(happened, own, 1, _errors, _sineCosine);
        foreach (NoiseEvent.OfOne happened in join.Events) LocalEvents.Apply(happened, own, 1, _errors, _sineCosine);

        int entries = Entries(join.Joined);
        Span<L> state = _state.Span;
        if (entries == 1) state[0] = L.Broadcast(1);
        for (int operation = 1; operation < 4; operation++)
            for (int i = 0; i < entries; i++) state[operation * entries + i] = state[i] * own[operation];
    }

    private (L, L) SineCosineOf(Turn turn)
    {
        if (turn.TakesInput) return SineCosineLanes.Of(_inputs.Span[turn.Angle.Index] * L.Broadcast(turn.Factor));
        (double sine, double cosine) = SineCosine.Of(turn.Radians(_weights, []));
        return (L.Broadcast(sine), L.Broadcast(cosine));
    }

    private static int Entries(int qubits) => 1 << (2 * qubits);

    /// <summary>A block's matrix for the weights and figures of the moment.</summary>
    private sealed class PairMatrix(NoisyProgram ready, EvolutionStep.Pair pair)
    {
        private readonly double[] _matrix = new double[256];
        private readonly int[] _weights = pair.Block.Weights();
        private readonly double[] _last = new double[pair.Block.Weights().Length];
        private readonly int _strideA = ready.Evolution.StrideOf(pair.Block.First);
        private readonly int _strideB = ready.Evolution.StrideOf(pair.Block.Second);
        private readonly int[] _bases = TransferKernel.Bases(Entries(pair.Joined), ready.Evolution.StrideOf(pair.Block.First), ready.Evolution.StrideOf(pair.Block.Second));

        public void Load(GateErrors errors, double[] weights, LaneWidth width, bool isNew)
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                double weight = weights[_weights[i]];
                isNew |= BitConverter.DoubleToInt64Bits(weight) != BitConverter.DoubleToInt64Bits(_last[i]);
                _last[i] = weight;
            }

            if (isNew) pair.Block.Build(ready.Profile.Gates.Entangler, errors, weights, _matrix, width);
        }

        public void Apply(Span<L> state) => TransferKernel.Apply(state, _bases, _strideA, _strideB, _matrix);
    }
}
