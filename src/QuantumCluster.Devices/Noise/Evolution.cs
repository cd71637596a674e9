using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// A timetable's events as steps on a state that grows only when a qubit joins: its own events come first, then each run of events on a pair
/// is fused into one block. An event goes to the last step that touches its qubit; all later ones leave that qubit alone, so they commute.
/// </summary>
internal sealed class Evolution
{
    private readonly List<EvolutionStep> _steps = [];
    private readonly List<NoiseEvent.OfOne>[] _before;
    private readonly EvolutionStep?[] _last;
    private readonly int[] _digitOf;
    private int _joined;

    public Evolution(Timetable timetable)
    {
        int qubits = timetable.Qubits;
        _before = new List<NoiseEvent.OfOne>[qubits];
        _last = new EvolutionStep?[qubits];
        _digitOf = new int[qubits];
        for (int p = 0; p < qubits; p++) (_before[p], _digitOf[p]) = ([], -1);
        foreach (NoiseEvent happened in timetable.Body) Add(happened);
        for (int p = 0; p < qubits; p++) JoinIn(p);
    }

    public IReadOnlyList<EvolutionStep> Steps => _steps;

    /// <summary>Which digit of an entry's number in base 4 is a place's; 0 is the least significant, and joined first.</summary>
    public int DigitOf(int place) => _digitOf[place];

    public int StrideOf(int place) => 1 << (2 * _digitOf[place]);

    private void Add(NoiseEvent happened)
    {
        switch (happened)
        {
            case NoiseEvent.OfOne local: AddLocal(local); break;
            case NoiseEvent.PairError pair: ((EvolutionStep.Pair)_last[pair.First]!).Block.Add(pair); break;
            case NoiseEvent.Entangled entangled: Entangle(entangled); break;
        }
    }

    private void AddLocal(NoiseEvent.OfOne happened)
    {
        int place = happened.Place;
        if (_digitOf[place] < 0)
        {
            _before[place].Add(happened);
            return;
        }

        if (happened is NoiseEvent.Turned { TakesInput: true } && _last[place] is not EvolutionStep.Local)
        {
            _last[place] = new EvolutionStep.Local(place, _joined);
            _steps.Add(_last[place]!);
        }

        if (_last[place] is EvolutionStep.Local local) local.Events.Add(happened);
        else ((EvolutionStep.Pair)_last[place]!).Block.Add(happened);
    }

    private void Entangle(NoiseEvent.Entangled entangled)
    {
        JoinIn(entangled.First);
        JoinIn(entangled.Second);
        if (_last[entangled.First] is not EvolutionStep.Pair pair || !ReferenceEquals(pair, _last[entangled.Second]))
        {
            pair = new EvolutionStep.Pair(new PairBlock(entangled.First, entangled.Second), _joined);
            _steps.Add(pair);
            _last[entangled.First] = _last[entangled.Second] = pair;
        }

        pair.Block.Add(entangled);
    }

    private void JoinIn(int place)
    {
        if (_digitOf[place] >= 0) return;
        _steps.Add(new EvolutionStep.Join(place, _before[place], _joined));
        _digitOf[place] = _joined++;
    }
}
