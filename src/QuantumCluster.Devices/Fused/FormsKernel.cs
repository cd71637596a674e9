using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Fused;

/// <summary>Final state → forms of a <see cref="MeasurementTable"/> → probabilities, and back. Forms are [form, column], rows [variant, outcome].</summary>
internal static class FormsKernel
{
    public static void Square<L>(MeasurementTable table, ref L state, ref L forms) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, traced = table.Traced, states = table.Interfering;
        if (states == 2 && !table.IsDiagonal)
        {
            SquareTwo(table, ref state, ref forms);
            return;
        }

        if (table.IsDiagonal && traced == 1)
        {
            SquareEach(table, ref state, ref forms);
            return;
        }

        for (int z = 0; z < columns; z++)
        {
            for (int k = 0, pair = states; k < states; k++)
            {
                L sum = L.Broadcast(0);
                for (int t = 0; t < traced; t++)
                {
                    ref L a = ref Unsafe.Add(ref state, 2 * (table.BaseOf[z * traced + t] | table.IndexOf[k]));
                    sum = L.MultiplyAdd(Unsafe.Add(ref a, 1), Unsafe.Add(ref a, 1), L.MultiplyAdd(a, a, sum));
                }

                Unsafe.Add(ref forms, k * columns + z) = sum;
                if (table.IsDiagonal) continue;
                for (int other = k + 1; other < states; other++, pair += 2)
                {
                    L re = L.Broadcast(0), im = re;
                    for (int t = 0; t < traced; t++)
                    {
                        ref L a = ref Unsafe.Add(ref state, 2 * (table.BaseOf[z * traced + t] | table.IndexOf[k]));
                        ref L b = ref Unsafe.Add(ref state, 2 * (table.BaseOf[z * traced + t] | table.IndexOf[other]));
                        re = L.MultiplyAdd(Unsafe.Add(ref a, 1), Unsafe.Add(ref b, 1), L.MultiplyAdd(a, b, re));
                        im = L.SubtractProduct(Unsafe.Add(ref a, 1), b, L.MultiplyAdd(a, Unsafe.Add(ref b, 1), im));
                    }

                    Unsafe.Add(ref forms, pair * columns + z) = re;
                    Unsafe.Add(ref forms, (pair + 1) * columns + z) = im;
                }
            }
        }
    }

    private static void SquareEach<L>(MeasurementTable table, ref L state, ref L forms) where L : unmanaged, ILanes<L>
    {
        int[] baseOf = table.BaseOf;
        for (int k = 0; k < table.Interfering; k++)
        {
            ref L from = ref Unsafe.Add(ref state, 2 * table.IndexOf[k]);
            ref L to = ref Unsafe.Add(ref forms, k * table.Columns);
            for (int z = 0; z < baseOf.Length; z++)
            {
                ref L a = ref Unsafe.Add(ref from, 2 * baseOf[z]);
                Unsafe.Add(ref to, z) = L.MultiplyAdd(Unsafe.Add(ref a, 1), Unsafe.Add(ref a, 1), a * a);
            }
        }
    }

    private static void SquareTwo<L>(MeasurementTable table, ref L state, ref L forms) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, traced = table.Traced, partner = 2 * table.IndexOf[1];
        for (int z = 0; z < columns; z++)
        {
            L zero = L.Broadcast(0), one = zero, re = zero, im = zero;
            for (int t = 0; t < traced; t++)
            {
                ref L a = ref Unsafe.Add(ref state, 2 * table.BaseOf[z * traced + t]);
                ref L b = ref Unsafe.Add(ref a, partner);
                L ar = a, ai = Unsafe.Add(ref a, 1), br = b, bi = Unsafe.Add(ref b, 1);
                zero = L.MultiplyAdd(ai, ai, L.MultiplyAdd(ar, ar, zero));
                one = L.MultiplyAdd(bi, bi, L.MultiplyAdd(br, br, one));
                re = L.MultiplyAdd(ai, bi, L.MultiplyAdd(ar, br, re));
                im = L.SubtractProduct(ai, br, L.MultiplyAdd(ar, bi, im));
            }

            Unsafe.Add(ref forms, z) = zero;
            Unsafe.Add(ref forms, columns + z) = one;
            Unsafe.Add(ref forms, 2 * columns + z) = re;
            Unsafe.Add(ref forms, 3 * columns + z) = im;
        }
    }

    /// <summary>State → probabilities of all four variants at once, where <see cref="MeasurementTable.IsOnePreparedQubit"/>; the same bits as by way of the forms.</summary>
    public static void MeasureOnePreparedQubit<L>(MeasurementTable table, ref L state, ref L probabilities) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, traced = table.Traced, partner = 2 * table.IndexOf[1];
        int[] baseOf = table.BaseOf;
        L half = L.Broadcast(0.5), sign = L.Broadcast(table.Rows[3][2].Coefficient), none = L.Broadcast(0);
        ref L second = ref Unsafe.Add(ref probabilities, columns);
        ref L third = ref Unsafe.Add(ref second, columns);
        ref L fourth = ref Unsafe.Add(ref third, columns);
        for (int z = 0; z < columns; z++)
        {
            L zero = none, one = none, re = none, im = none;
            for (int t = z * traced; t < (z + 1) * traced; t++)
            {
                ref L a = ref Unsafe.Add(ref state, 2 * baseOf[t]);
                ref L b = ref Unsafe.Add(ref a, partner);
                L ar = a, ai = Unsafe.Add(ref a, 1), br = b, bi = Unsafe.Add(ref b, 1);
                zero = L.MultiplyAdd(ai, ai, L.MultiplyAdd(ar, ar, zero));
                one = L.MultiplyAdd(bi, bi, L.MultiplyAdd(br, br, one));
                re = L.MultiplyAdd(ai, bi, L.MultiplyAdd(ar, br, re));
                im = L.SubtractProduct(ai, br, L.MultiplyAdd(ar, bi, im));
            }

            L mean = L.MultiplyAdd(half, one, half * zero);
            Unsafe.Add(ref probabilities, z) = zero;
            Unsafe.Add(ref second, z) = one;
            Unsafe.Add(ref third, z) = L.AtLeastZero(mean + re);
            Unsafe.Add(ref fourth, z) = L.AtLeastZero(L.MultiplyAdd(sign, im, mean));
        }
    }

    /// <summary>Writes the probabilities of some variants.</summary>
    /// <param name="probabilities">[variant of those asked for, outcome].</param>
    public static void Combine<L>(MeasurementTable table, ref L forms, ref L probabilities, int firstVariant, int variants) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, first = firstVariant * table.RowsPerVariant;
        int[] outcomeOf = table.OutcomeOfColumn;
        for (int row = first; row < first + variants * table.RowsPerVariant; row++)
        {
            MeasurementTable.Term[] terms = table.Rows[row];
            ref L target = ref Unsafe.Add(ref probabilities, table.StartOfRow[row] - first * columns);
            if (terms.Length == 1)
            {
                L only = L.Broadcast(terms[0].Coefficient);
                ref L source = ref Unsafe.Add(ref forms, terms[0].Form * columns);
                for (int z = 0; z < outcomeOf.Length; z++) Unsafe.Add(ref target, outcomeOf[z]) = only * Unsafe.Add(ref source, z);
                continue;
            }

            if (terms.Length == 3)
            {
                L c0 = L.Broadcast(terms[0].Coefficient), c1 = L.Broadcast(terms[1].Coefficient), c2 = L.Broadcast(terms[2].Coefficient);
                ref L f0 = ref Unsafe.Add(ref forms, terms[0].Form * columns);
                ref L f1 = ref Unsafe.Add(ref forms, terms[1].Form * columns);
                ref L f2 = ref Unsafe.Add(ref forms, terms[2].Form * columns);
                for (int z = 0; z < outcomeOf.Length; z++)
                    Unsafe.Add(ref target, outcomeOf[z]) = L.AtLeastZero(
                        L.MultiplyAdd(c2, Unsafe.Add(ref f2, z), L.MultiplyAdd(c1, Unsafe.Add(ref f1, z), c0 * Unsafe.Add(ref f0, z))));
                continue;
            }

            for (int z = 0; z < outcomeOf.Length; z++)
            {
                L sum = L.Broadcast(0);
                foreach (MeasurementTable.Term term in terms)
                    sum = L.MultiplyAdd(L.Broadcast(term.Coefficient), Unsafe.Add(ref forms, term.Form * columns + z), sum);
                Unsafe.Add(ref target, outcomeOf[z]) = L.AtLeastZero(sum);
            }
        }
    }

    /// <summary>Cotangents of the forms from those of all variants' probabilities.</summary>
    public static void Gather<L>(MeasurementTable table, ref L probabilities, ref L forms) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns;
        int[] outcomeOf = table.OutcomeOfColumn;
        for (int form = 0; form < table.Forms; form++)
        {
            Span<L> target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.Add(ref forms, form * columns), columns);
            bool isFirst = true;
            foreach (MeasurementTable.Term reader in table.Readers[form])
            {
                L coefficient = L.Broadcast(reader.Coefficient);
                ref L source = ref Unsafe.Add(ref probabilities, table.StartOfRow[reader.Form]);
                if (isFirst)
                    for (int z = 0; z < target.Length; z++) target[z] = coefficient * Unsafe.Add(ref source, outcomeOf[z]);
                else
                    for (int z = 0; z < target.Length; z++) target[z] = L.MultiplyAdd(coefficient, Unsafe.Add(ref source, outcomeOf[z]), target[z]);
                isFirst = false;
            }

            if (isFirst) target.Clear();
        }
    }

    /// <summary>Cotangents of the final state, ∂/∂re and ∂/∂im of every amplitude, from those of the forms.</summary>
    public static void PullBack<L>(MeasurementTable table, ref L forms, ref L state, ref L cotangents) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, traced = table.Traced, states = table.Interfering;
        if (table.IsDiagonal)
        {
            PullBackDiagonal(table, ref forms, ref state, ref cotangents);
            return;
        }

        if (states == 2)
        {
            PullBackTwo(table, ref forms, ref state, ref cotangents);
            return;
        }

        for (int z = 0; z < columns; z++)
            for (int t = 0; t < traced; t++)
            {
                int origin = table.BaseOf[z * traced + t];
                for (int k = 0; k < states; k++)
                {
                    int at = 2 * (origin | table.IndexOf[k]);
                    L diagonal = Unsafe.Add(ref forms, k * columns + z), twice = diagonal + diagonal;
                    L re = twice * Unsafe.Add(ref state, at), im = twice * Unsafe.Add(ref state, at + 1);
                    for (int other = 0; other < states; other++)
                    {
                        if (other == k) continue;
                        int pair = PairOf(states, Math.Min(k, other), Math.Max(k, other)) * columns + z, partner = 2 * (origin | table.IndexOf[other]);
                        L real = Unsafe.Add(ref forms, pair), imaginary = Unsafe.Add(ref forms, pair + columns);
                        L or = Unsafe.Add(ref state, partner), oi = Unsafe.Add(ref state, partner + 1);
                        re = L.MultiplyAdd(real, or, re);
                        im = L.MultiplyAdd(real, oi, im);
                        // Im ψ̄_k ψ_o changes sign with the order of the two.
                        re = k < other ? L.MultiplyAdd(imaginary, oi, re) : L.SubtractProduct(imaginary, oi, re);
                        im = k < other ? L.SubtractProduct(imaginary, or, im) : L.MultiplyAdd(imaginary, or, im);
                    }

                    Unsafe.Add(ref cotangents, at) = re;
                    Unsafe.Add(ref cotangents, at + 1) = im;
                }
            }
    }

    private static void PullBackDiagonal<L>(MeasurementTable table, ref L forms, ref L state, ref L cotangents) where L : unmanaged, ILanes<L>
    {
        int[] baseOf = table.BaseOf;
        int traced = table.Traced;
        for (int k = 0; k < table.Interfering; k++)
        {
            int offset = table.IndexOf[k];
            ref L form = ref Unsafe.Add(ref forms, k * table.Columns);
            for (int z = 0, i = 0; z < table.Columns; z++)
            {
                L diagonal = Unsafe.Add(ref form, z), twice = diagonal + diagonal;
                for (int end = i + traced; i < end; i++)
                {
                    int at = 2 * (baseOf[i] | offset);
                    Unsafe.Add(ref cotangents, at) = twice * Unsafe.Add(ref state, at);
                    Unsafe.Add(ref cotangents, at + 1) = twice * Unsafe.Add(ref state, at + 1);
                }
            }
        }
    }

    private static void PullBackTwo<L>(MeasurementTable table, ref L forms, ref L state, ref L cotangents) where L : unmanaged, ILanes<L>
    {
        int columns = table.Columns, traced = table.Traced, partner = 2 * table.IndexOf[1];
        for (int z = 0; z < columns; z++)
        {
            L zero = Unsafe.Add(ref forms, z), one = Unsafe.Add(ref forms, columns + z), re = Unsafe.Add(ref forms, 2 * columns + z), im = Unsafe.Add(ref forms, 3 * columns + z);
            zero += zero;
            one += one;
            for (int t = 0; t < traced; t++)
            {
                int at = 2 * table.BaseOf[z * traced + t], other = at + partner;
                L ar = Unsafe.Add(ref state, at), ai = Unsafe.Add(ref state, at + 1), br = Unsafe.Add(ref state, other), bi = Unsafe.Add(ref state, other + 1);
                Unsafe.Add(ref cotangents, at) = L.MultiplyAdd(im, bi, L.MultiplyAdd(re, br, zero * ar));
                Unsafe.Add(ref cotangents, at + 1) = L.SubtractProduct(im, br, L.MultiplyAdd(re, bi, zero * ai));
                Unsafe.Add(ref cotangents, other) = L.SubtractProduct(im, ai, L.MultiplyAdd(re, ar, one * br));
                Unsafe.Add(ref cotangents, other + 1) = L.MultiplyAdd(im, ar, L.MultiplyAdd(re, ai, one * bi));
            }
        }
    }

    /// <summary>Number of the form that holds the real part for states k &lt; other.</summary>
    private static int PairOf(int states, int k, int other) => states + 2 * (k * states - k * (k + 1) / 2 + other - k - 1);
}
