using System.Collections.Immutable;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Circuits.Kernels;

/// <summary>
/// One row of the kernel table: the two-qubit block U of the ladder (paper, figure 4), on an upper qubit a and a lower qubit b.
/// Adding a kernel is adding a row to <see cref="All"/>.
/// </summary>
public sealed class Kernel
{
    private readonly Func<int, int, Func<int, Angle>, IEnumerable<Operation>> _operations;

    private Kernel(string name, int weightCount, string summary, Func<int, int, Func<int, Angle>, IEnumerable<Operation>> operations) =>
        (Name, WeightCount, Summary, _operations) = (name, weightCount, summary, operations);

    public string Name { get; }

    public int WeightCount { get; }

    /// <summary>One sentence for help texts.</summary>
    public string Summary { get; }

    /// <summary>The kernel's operations on (a, b), its weights starting at <paramref name="firstWeight"/>.</summary>
    public IEnumerable<Operation> On(int a, int b, int firstWeight) => _operations(a, b, i => Angle.Weight(firstWeight + i));

    /// <summary>RZ and CRZ around a CNOT: what the paper's group runs in its own code.</summary>
    public static Kernel Crz { get; } = new("crz", 5, "controlled RZ (default; what the paper's group runs); upper qubit only controls",
        (a, b, w) => Controlled(Gate.CRZ, a, b, w));

    /// <summary>RZ and CRY around a CNOT: the gates that the paper's text names.</summary>
    public static Kernel Cry { get; } = new("cry", 5, "controlled RY (the gates in the paper's text); upper qubit only controls",
        (a, b, w) => Controlled(Gate.CRY, a, b, w));

    /// <summary>The core exp(i(αXX + βYY + γZZ)) in three CNOTs; SWAP at zero weights.</summary>
    public static Kernel Canonical { get; } = new("canonical", 3, "exp(i(αXX + βYY + γZZ)); entangles both ways",
        (a, b, w) => CanonicalCore(a, b, w(0), w(1), w(2)));

    /// <summary>Dense SU(4) up to local Z rotations: rotations, canonical core, rotations.</summary>
    public static Kernel Su4 { get; } = new("su4", 11, "dense: rotations around the canonical core; the honest case for speed and physics",
        (a, b, w) =>
        [
            Operation.On(Gate.RY, a, w(0)), Operation.On(Gate.RZ, a, w(1)),
            Operation.On(Gate.RY, b, w(2)), Operation.On(Gate.RZ, b, w(3)),
            .. CanonicalCore(a, b, w(4), w(5), w(6)),
            Operation.On(Gate.RY, a, w(7)), Operation.On(Gate.RZ, a, w(8)),
            Operation.On(Gate.RY, b, w(9)), Operation.On(Gate.RZ, b, w(10)),
        ]);

    public static ImmutableArray<Kernel> All { get; } = [Crz, Cry, Canonical, Su4];

    /// <summary>The row with this name (ordinal, lower case), or null when there is none.</summary>
    public static Kernel? Named(string name) => All.FirstOrDefault(k => k.Name == name);

    public override string ToString() => Name;

    private static Operation[] Controlled(Gate rotation, int a, int b, Func<int, Angle> w) =>
    [
        Operation.On(Gate.RZ, b, w(0)),
        Operation.Controlled(rotation, a, b, w(1)),
        Operation.On(Gate.RY, b, w(2)),
        Operation.Controlled(Gate.CNOT, a, b),
        Operation.On(Gate.RY, b, w(3)),
        Operation.Controlled(rotation, a, b, w(4)),
    ];

    private static Operation[] CanonicalCore(int a, int b, Angle alpha, Angle beta, Angle gamma) =>
    [
        Operation.On(Gate.RZ, b, Angle.FromRadians(-Math.PI / 2)),
        Operation.Controlled(Gate.CNOT, b, a),
        Operation.On(Gate.RZ, a, alpha),
        Operation.On(Gate.RY, b, beta),
        Operation.Controlled(Gate.CNOT, a, b),
        Operation.On(Gate.RY, b, gamma),
        Operation.Controlled(Gate.CNOT, b, a),
        Operation.On(Gate.RZ, a, Angle.FromRadians(Math.PI / 2)),
    ];
}
