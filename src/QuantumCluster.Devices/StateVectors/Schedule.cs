using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// A program's operations in an order that lets qubits join late: a qubit stays |0⟩, and its own gates wait, until a gate ties it to
/// another. Bits are given out in the order of joining, so that at any time only the first 2^joined amplitudes can differ from zero, and
/// gates need not walk over the others. Prepared qubits join first.
/// </summary>
internal sealed class Schedule
{
    /// <param name="Active">Qubits that have joined when the operation runs.</param>
    public readonly record struct Step(Operation Operation, int Active);

    private readonly int[] _bitOf;
    private readonly List<Step> _steps = [];
    private int _joined;

    public Schedule(FragmentProgram program)
    {
        Circuit circuit = program.Circuit;
        _bitOf = new int[circuit.QubitCount];
        Array.Fill(_bitOf, -1);
        var waiting = new List<Operation>[circuit.QubitCount];
        for (int q = 0; q < waiting.Length; q++) waiting[q] = [];

        foreach (int q in program.PreparedQubits) Join(q, waiting[q]);
        foreach (Operation operation in circuit.Operations)
        {
            if (operation.Control < 0 && _bitOf[operation.Target] < 0)
            {
                waiting[operation.Target].Add(operation);
                continue;
            }

            if (operation.Control >= 0)
            {
                Join(operation.Control, waiting[operation.Control]);
                Join(operation.Target, waiting[operation.Target]);
            }

            _steps.Add(new Step(operation, _joined));
        }

        for (int q = 0; q < waiting.Length; q++) Join(q, waiting[q]);
    }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Position of a qubit's bit in an amplitude's index; 0 is the least significant.</summary>
    public int BitOf(int qubit) => _bitOf[qubit];

    private void Join(int qubit, List<Operation> waiting)
    {
        if (_bitOf[qubit] >= 0) return;
        _bitOf[qubit] = _joined++;
        foreach (Operation operation in waiting) _steps.Add(new Step(operation, _joined));
    }
}
