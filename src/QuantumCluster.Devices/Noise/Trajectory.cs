using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// One shot: a state vector on which each error happens, or does not, by chance. Averaged over chance, its projector is the density matrix:
/// every channel is unravelled into the Kraus operators of <see cref="Channels"/>, each taken with the chance of its norm.
/// </summary>
internal sealed class Trajectory(int qubits, KeyedRandom random)
{
    private readonly Complex[] _state = new Complex[1 << qubits];
    private readonly Complex[] _moved = new Complex[1 << qubits];

    /// <summary>All qubits in |0⟩.</summary>
    public void Restart()
    {
        Array.Clear(_state);
        _state[0] = 1;
    }

    /// <param name="gate">The matrix of a <see cref="NoiseEvent.Turned"/>; null for everything else.</param>
    /// <param name="waiting">Of a <see cref="NoiseEvent.Idled"/>.</param>
    public void Apply(NoiseEvent happened, Complex[,]? gate, Relaxation waiting, Entangler entangler, GateErrors errors)
    {
        switch (happened)
        {
            case NoiseEvent.Turned turned:
                Apply(gate!, turned.Place);
                break;
            case NoiseEvent.Entangled entangled:
                Apply(Entangling.Of(entangler).Matrix, entangled.First, entangled.Second);
                break;
            case NoiseEvent.Idled idled:
                Relax(idled.Place, waiting);
                break;
            case NoiseEvent.LocalError local:
                Relax(local.Place, errors.DuringLocal(local.Place));
                if (random.NextDouble() < errors.Depolarising(local.Place)) Apply(PauliOperators.One(random.NextInt(4)), local.Place);
                break;
            case NoiseEvent.PairError pair:
                Relax(pair.First, errors.DuringPair(pair.First));
                Relax(pair.Second, errors.DuringPair(pair.Second));
                if (random.NextDouble() < errors.Depolarising(pair.First, pair.Second)) Apply(PauliOperators.Pair(random.NextInt(16)), pair.First, pair.Second);
                break;
        }
    }

    /// <summary>Measures, with the readout's confusion.</summary>
    /// <param name="measured">Places, the first of them the most significant bit of the outcome.</param>
    public int Read(IReadOnlyList<int> measured, DeviceNoise noise)
    {
        double left = random.NextDouble();
        int state = 0;
        while (state < _state.Length - 1 && (left -= Chance(_state[state])) >= 0) state++;
        int outcome = 0;
        foreach (int place in measured)
        {
            int bit = (state >> (qubits - 1 - place)) & 1;
            if (random.NextDouble() < (bit == 0 ? noise.OneForZero[place] : noise.ZeroForOne[place])) bit = 1 - bit;
            outcome = 2 * outcome + bit;
        }

        return outcome;
    }

    /// <summary>A decay with the chance of population of |1⟩ that decays, else the milder state of not having decayed; then a phase flip by chance.</summary>
    private void Relax(int place, Relaxation relaxation)
    {
        int bit = 1 << (qubits - 1 - place);
        double excited = 0;
        for (int s = 0; s < _state.Length; s++)
            if ((s & bit) != 0) excited += Chance(_state[s]);
        double decays = excited * relaxation.Decay;
        bool decayed = random.NextDouble() < decays, flipped = random.NextDouble() < relaxation.PhaseFlip;
        double scale = 1 / Math.Sqrt(decayed ? excited : 1 - decays), kept = scale * (flipped ? -1 : 1) * Math.Sqrt(relaxation.Population);
        for (int s = 0; s < _state.Length; s++)
        {
            if ((s & bit) != 0) continue;
            (_state[s], _state[s | bit]) = decayed ? (scale * _state[s | bit], Complex.Zero) : (scale * _state[s], kept * _state[s | bit]);
        }
    }

    private void Apply(Complex[,] gate, int place)
    {
        int bit = 1 << (qubits - 1 - place);
        for (int s = 0; s < _state.Length; s++)
            if ((s & bit) == 0)
                (_state[s], _state[s | bit]) = (gate[0, 0] * _state[s] + gate[0, 1] * _state[s | bit], gate[1, 0] * _state[s] + gate[1, 1] * _state[s | bit]);
    }

    private void Apply(Complex[,] gate, int first, int second)
    {
        int a = 1 << (qubits - 1 - first), b = 1 << (qubits - 1 - second);
        for (int s = 0; s < _state.Length; s++)
        {
            int row = ((s & a) != 0 ? 2 : 0) + ((s & b) != 0 ? 1 : 0), none = s & ~a & ~b;
            _moved[s] = gate[row, 0] * _state[none] + gate[row, 1] * _state[none | b] + gate[row, 2] * _state[none | a] + gate[row, 3] * _state[none | a | b];
        }

        _moved.CopyTo(_state, 0);
    }

    private static double Chance(Complex amplitude) => amplitude.Real * amplitude.Real + amplitude.Imaginary * amplitude.Imaginary;
}
