using System.Numerics;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.StateVectors;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// Every variant's probabilities by linearity. Basis states of the prepared qubits, and bits of the measured qubits that some variant
/// reads in X or Y, interfere: with k over these, |ψ_k|², Re ψ̄_k ψ_k' and Im ψ̄_k ψ_k' (k &lt; k'), summed over the traced bits, are found once
/// per outcome of the other measured qubits (a column), and each variant's probability is a fixed combination of them.
/// </summary>
internal sealed class MeasurementTable
{
    private const int InterferingBitLimit = 3;

    /// <summary>A form's share of a probability.</summary>
    public readonly record struct Term(int Form, double Coefficient);

    private MeasurementTable(FragmentProgram program, FusedCircuit circuit, int[] rotated)
    {
        int prepared = circuit.Prepared, rotatedCount = rotated.Length, measured = program.MeasuredQubits.Length;
        Interfering = 1 << (prepared + rotatedCount);
        IndexOf = new int[Interfering];
        for (int k = 0; k < Interfering; k++)
        {
            int bits = k >> rotatedCount << program.Circuit.QubitCount;
            for (int i = 0; i < rotatedCount; i++)
                if (((k >> (rotatedCount - 1 - i)) & 1) != 0) bits |= 1 << circuit.BitOf[program.MeasuredQubits[rotated[i]]];
            IndexOf[k] = bits;
        }

        int[] plain = [.. Enumerable.Range(0, measured).Except(rotated)];
        int[] traced = [.. Enumerable.Range(0, program.Circuit.QubitCount).Except(program.MeasuredQubits)];
        Columns = 1 << plain.Length;
        Traced = 1 << traced.Length;
        BaseOf = new int[Columns * Traced];
        OutcomeOfColumn = new int[Columns];
        for (int z = 0; z < Columns; z++)
        {
            OutcomeOfColumn[z] = Spread(z, plain, i => 1 << (measured - 1 - i));
            for (int t = 0; t < Traced; t++)
                BaseOf[z * Traced + t] = Spread(z, plain, i => 1 << circuit.BitOf[program.MeasuredQubits[i]]) | Spread(t, traced, q => 1 << circuit.BitOf[q]);
        }

        int[] outcomeOfRotated = [.. Enumerable.Range(0, 1 << rotatedCount).Select(r => Spread(r, rotated, i => 1 << (measured - 1 - i)))];
        RowsPerVariant = outcomeOfRotated.Length;
        StartOfRow = [.. program.Variants.SelectMany((_, v) => outcomeOfRotated.Select(outcome => v * program.OutcomeCount + outcome))];
        Rows = [.. program.Variants.SelectMany(v => Enumerable.Range(0, 1 << rotatedCount).Select(r => Terms(v, rotated, r)))];
        IsDiagonal = Rows.All(row => row.All(term => term.Form < Interfering));
        Forms = IsDiagonal ? Interfering : Interfering * Interfering;
        RowsAreForms = IsDiagonal && Rows.Length == Forms && Rows.Select((row, r) => row is [{ Coefficient: 1 } only] && only.Form == r).All(same => same);
        IsOnePreparedQubit = Interfering == 2 && rotatedCount == 0 && Rows.Length == 4
            && Rows[0] is [{ Form: 0, Coefficient: 1 }] && Rows[1] is [{ Form: 1, Coefficient: 1 }]
            && Rows[2] is [{ Form: 0, Coefficient: 0.5 }, { Form: 1, Coefficient: 0.5 }, { Form: 2, Coefficient: 1 }]
            && Rows[3] is [{ Form: 0, Coefficient: 0.5 }, { Form: 1, Coefficient: 0.5 }, { Form: 3 }];
        Readers = [.. Enumerable.Range(0, Forms).Select(f => Rows.SelectMany((row, r) => row.Where(t => t.Form == f).Select(t => new Term(r, t.Coefficient))).ToArray())];
    }

    /// <summary>Number K of states that interfere.</summary>
    public int Interfering { get; }

    /// <summary>For each of them its share of an amplitude's index.</summary>
    public int[] IndexOf { get; }

    /// <summary>True when no variant needs a product of two different states.</summary>
    public bool IsDiagonal { get; }

    /// <summary>K, or K²: first |ψ_k|², then for k &lt; k' the real and the imaginary part.</summary>
    public int Forms { get; }

    public int Columns { get; }

    public int Traced { get; }

    /// <summary>[column, traced bits] → the rest of the amplitude's index.</summary>
    public int[] BaseOf { get; }

    public int[] OutcomeOfColumn { get; }

    /// <summary>Outcomes of the qubits that are read in X or Y somewhere.</summary>
    public int RowsPerVariant { get; }

    /// <summary>Where each row's columns begin in [variant, outcome].</summary>
    public int[] StartOfRow { get; }

    /// <summary>[variant, outcome of the qubits that are read in X or Y somewhere] → its forms.</summary>
    public Term[][] Rows { get; }

    /// <summary>True when the probabilities are the forms, in the same places: nothing interferes.</summary>
    public bool RowsAreForms { get; }

    /// <summary>True for the common case of one qubit prepared in |0⟩, |1⟩, |+⟩ and one of |±i⟩, and all measured in Z.</summary>
    public bool IsOnePreparedQubit { get; }

    /// <summary>The transpose: for each form the rows that use it.</summary>
    public Term[][] Readers { get; }

    /// <summary>Null when too many states interfere for this to be the short way.</summary>
    /// <exception cref="NotSupportedException">A preparation or basis that is not in the table.</exception>
    public static MeasurementTable? Of(FragmentProgram program, FusedCircuit circuit)
    {
        int[] rotated = [.. Enumerable.Range(0, program.MeasuredQubits.Length).Where(i => program.Variants.Any(v => v.Bases[i] != Basis.Z))];
        return circuit.Prepared + rotated.Length > InterferingBitLimit ? null : new(program, circuit, rotated);
    }

    private Term[] Terms(Variant variant, int[] rotated, int outcome)
    {
        Complex[] amplitude = [.. Enumerable.Range(0, Interfering).Select(k =>
        {
            Complex product = VariantRecipe.Amplitude(variant, k >> rotated.Length);
            for (int i = 0; i < rotated.Length; i++)
            {
                int shift = rotated.Length - 1 - i, row = (outcome >> shift) & 1, column = (k >> shift) & 1;
                var m = VariantRecipe.IntoZ(variant.Bases[rotated[i]]);
                product *= (row, column) switch { (0, 0) => m.M00, (0, 1) => m.M01, (1, 0) => m.M10, _ => m.M11 };
            }

            return product;
        })];
        var terms = new List<Term>();
        for (int k = 0; k < Interfering; k++) Append(terms, k, Complex.Conjugate(amplitude[k]) * amplitude[k], 1, 0);
        int form = Interfering;
        for (int k = 0; k < Interfering; k++)
            for (int other = k + 1; other < Interfering; other++)
            {
                Complex product = Complex.Conjugate(amplitude[k]) * amplitude[other];
                Append(terms, form++, product, 2, 0);
                Append(terms, form++, product, 0, -2);
            }

        return [.. terms];
    }

    /// <summary>Coefficients are products of halves; the product of two 1/√2 is not quite one of them in floating point.</summary>
    private static void Append(List<Term> terms, int form, Complex product, double real, double imaginary)
    {
        double coefficient = Math.Round((real * product.Real + imaginary * product.Imaginary) * 1024) / 1024;
        if (coefficient != 0) terms.Add(new Term(form, coefficient));
    }

    /// <summary>Bits of <paramref name="number"/>, the first item's the most significant, at the places of the items.</summary>
    private static int Spread(int number, int[] items, Func<int, int> place)
    {
        int bits = 0;
        for (int i = 0; i < items.Length; i++)
            if (((number >> (items.Length - 1 - i)) & 1) != 0) bits |= place(items[i]);
        return bits;
    }
}
