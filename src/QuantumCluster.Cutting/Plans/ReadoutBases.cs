using System.Collections.Immutable;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// What must be read of the whole circuit's final qubits to answer a readout: which qubits, and in which combinations of bases
/// (groups). Probabilities and marginals need one group, all Z; Pauli strings are grouped greedily where they agree qubit by qubit.
/// </summary>
public sealed class ReadoutBases
{
    private ReadoutBases(ImmutableArray<int> qubits, ImmutableArray<ImmutableArray<Basis>> groups, ImmutableArray<int> groupOf) =>
        (Qubits, Groups, GroupOfOutput) = (qubits, groups, groupOf);

    /// <summary>Qubits that are read in some group, ascending.</summary>
    public ImmutableArray<int> Qubits { get; }

    /// <summary>For each group one basis per entry of <see cref="Qubits"/>.</summary>
    public ImmutableArray<ImmutableArray<Basis>> Groups { get; }

    /// <summary>For Pauli strings: the group that serves string k. Empty for probabilities and marginals, which group 0 serves.</summary>
    public ImmutableArray<int> GroupOfOutput { get; }

    /// <summary>True when no group reads the qubit in X or Y.</summary>
    public bool OnlyInZ(int qubit)
    {
        int at = Qubits.IndexOf(qubit);
        return at < 0 || Groups.All(g => g[at] == Basis.Z);
    }

    internal static ReadoutBases Of(Readout readout, int qubits) => readout switch
    {
        Readout.Marginal marginal => AllInZ([.. marginal.Qubits.Order()]),
        Readout.Expectations expectations => Grouped(expectations.Strings, qubits),
        _ => AllInZ([.. Enumerable.Range(0, qubits)]),
    };

    private static ReadoutBases AllInZ(ImmutableArray<int> qubits) => new(qubits, [[.. qubits.Select(_ => Basis.Z)]], []);

    private static ReadoutBases Grouped(ImmutableArray<PauliString> strings, int qubits)
    {
        ImmutableArray<int> read = [.. Enumerable.Range(0, qubits).Where(q => strings.Any(s => s.Factors[q] != Pauli.I))];
        var groups = new List<Pauli[]>();
        var groupOf = ImmutableArray.CreateBuilder<int>(strings.Length);
        foreach (PauliString s in strings)
        {
            int at = groups.FindIndex(g => read.All(q => s.Factors[q] == Pauli.I || g[q] == Pauli.I || g[q] == s.Factors[q]));
            if (at < 0)
            {
                at = groups.Count;
                groups.Add(new Pauli[qubits]);
            }

            foreach (int q in read)
                if (s.Factors[q] != Pauli.I) groups[at][q] = s.Factors[q];
            groupOf.Add(at);
        }

        return new(read, [.. groups.Select(g => read.Select(q => g[q] switch { Pauli.X => Basis.X, Pauli.Y => Basis.Y, _ => Basis.Z }).ToImmutableArray())], groupOf.MoveToImmutable());
    }
}
