using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// Neighbouring events on one pair of qubits, none of which takes an input: one real 16×16 Pauli transfer matrix per weight vector, whose
/// first row is (1, 0, …), since probability is kept.
/// </summary>
internal sealed class PairBlock(int first, int second)
{
    private readonly List<NoiseEvent> _events = [];

    public int First => first;

    public int Second => second;

    public void Add(NoiseEvent happened) => _events.Add(happened);

    /// <summary>Weights that the matrix depends on, each once.</summary>
    public int[] Weights() =>
        [.. _events.OfType<NoiseEvent.Turned>().SelectMany(e => e.Turns).Where(t => t.Angle.Source == AngleSource.Weight).Select(t => t.Angle.Index).Distinct()];

    /// <param name="matrix">[16 operators after, 16 before], an operator being 4 · first + second; overwritten.</param>
    public void Build(Entangler entangler, GateErrors errors, double[] weights, Span<double> matrix, LaneWidth width)
    {
        switch (width)
        {
            case LaneWidth.Bits512: Build<Lanes512>(entangler, errors, weights, matrix); break;
            case LaneWidth.Bits256: Build<Lanes256>(entangler, errors, weights, matrix); break;
            default: Build<Lanes128>(entangler, errors, weights, matrix); break;
        }
    }

    private void Build<D>(Entangler entangler, GateErrors errors, double[] weights, Span<double> matrix) where D : unmanaged, ILanes<D>
    {
        int columns = 16 / D.Width; // vectors of a row
        Span<D> table = stackalloc D[16 * columns], before = stackalloc D[16 * columns];
        matrix.Clear();
        for (int i = 0; i < 16; i++) matrix[17 * i] = 1;
        for (int i = 0; i < table.Length; i++) table[i] = D.Load(matrix[(i * D.Width)..]);

        Func<Turn, (D, D)> turns = turn =>
        {
            (double sine, double cosine) = SineCosine.Of(turn.Radians(weights, []));
            return (D.Broadcast(sine), D.Broadcast(cosine));
        };
        foreach (NoiseEvent happened in _events)
            switch (happened)
            {
                case NoiseEvent.Entangled entangled:
                    table.CopyTo(before);
                    Permute(Entangling.Of(entangler), entangled.First == first, before, table, columns);
                    break;
                case NoiseEvent.PairError:
                    PauliTable.Relax(table, Stride(first) * columns, errors.DuringPair(first));
                    PauliTable.Relax(table, Stride(second) * columns, errors.DuringPair(second));
                    D kept = D.Broadcast(1 - errors.Depolarising(first, second));
                    foreach (ref D entry in table[columns..]) entry *= kept;
                    break;
                case NoiseEvent.OfOne local:
                    LocalEvents.Apply(local, table, Stride(local.Place) * columns, errors, turns);
                    break;
            }

        for (int i = 0; i < table.Length; i++) D.Store(table[i], matrix[(i * D.Width)..]);
    }

    private int Stride(int place) => place == first ? 4 : 1;

    /// <param name="straight">Whether the gate's first qubit is the block's.</param>
    private static void Permute<D>(Entangling gate, bool straight, ReadOnlySpan<D> before, Span<D> after, int columns) where D : unmanaged, ILanes<D>
    {
        D zero = D.Broadcast(0);
        for (int operation = 0; operation < 16; operation++)
        {
            int to = Ordered(operation, straight), from = Ordered(gate.Source[operation], straight);
            for (int c = 0; c < columns; c++)
            {
                D value = before[from * columns + c];
                after[to * columns + c] = gate.IsNegative[operation] ? zero - value : value;
            }
        }
    }

    private static int Ordered(int operation, bool straight) => straight ? operation : operation % 4 * 4 + operation / 4;
}
