using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace QuantumCluster.Cli.Plan;

/// <summary>
/// A circuit as text: one row per wire and one between neighbours, boxes over two wires from left to right, marks on single wires.
/// All labels hold characters of one column each.
/// </summary>
internal sealed class CircuitDrawing
{
    private readonly StringBuilder[] _rows;
    private readonly bool[] _ended;

    /// <param name="starts">What stands at the left end of each wire.</param>
    public CircuitDrawing(ImmutableArray<string> starts)
    {
        int width = starts.Max(Columns);
        _rows = [.. Enumerable.Range(0, 2 * starts.Length + 1).Select(_ => new StringBuilder())];
        _ended = new bool[starts.Length];
        for (int wire = 0; wire < starts.Length; wire++) _rows[Row(wire)].Append(starts[wire]).Append(' ', width - Columns(starts[wire]));
        Align(width);
    }

    /// <summary>Gates on single wires, side by side in one column; null leaves the wire bare.</summary>
    public void Gates(ImmutableArray<string?> gates)
    {
        int width = gates.Max(g => g is null ? 0 : Columns(g));
        for (int wire = 0; wire < gates.Length; wire++)
        {
            string text = gates[wire] ?? "";
            _rows[Row(wire)].Append('─').Append(text).Append('─', width - Columns(text));
        }

        Pad();
    }

    /// <summary>A box over <paramref name="upper"/> and the wire below it.</summary>
    public void Box(int upper, string title, string subtitle)
    {
        int width = Math.Max(Columns(title), Columns(subtitle)), top = Row(upper);
        Pad();
        Wires('─', 1);
        Pad();
        Put(top - 1, $"┌{new string('─', width)}┐");
        Put(top, $"┤{Centre(title, width, ' ')}├");
        Put(top + 1, $"│{Centre(subtitle, width, ' ')}│");
        Put(top + 2, $"┤{new string(' ', width)}├");
        Put(top + 3, $"└{new string('─', width)}┘");
        Pad();
    }

    /// <summary>A mark on one wire, with a word below it.</summary>
    public void Mark(int wire, string mark, string word)
    {
        int width = Math.Max(Columns(mark), Columns(word)) + 2;
        Pad();
        Put(Row(wire), Centre(mark, width, '─'));
        Put(Row(wire) - 1, Centre("╷", width, ' '));
        Put(Row(wire) + 1, Centre(word, width, ' '));
        Pad();
    }

    /// <summary>Ends each wire with what happens to it there.</summary>
    public void End(ImmutableArray<string> ends)
    {
        Pad();
        for (int wire = 0; wire < ends.Length; wire++)
        {
            _rows[Row(wire)].Append("─ ").Append(ends[wire]);
            _ended[wire] = true;
        }
    }

    /// <summary>Lines without trailing blanks; empty first and last lines are left out.</summary>
    public ImmutableArray<string> ToLines(string indent) =>
        [.. _rows.Select(r => (indent + r).TrimEnd()).SkipWhile(l => l.Length == 0).Reverse().SkipWhile(l => l.Length == 0).Reverse()];

    private static int Row(int wire) => 2 * wire + 1;

    private void Put(int row, string text)
    {
        if (row >= 0 && row < _rows.Length) _rows[row].Append(text);
    }

    private void Wires(char line, int count)
    {
        for (int wire = 0; wire < _ended.Length; wire++) _rows[Row(wire)].Append(line, count);
    }

    private void Pad() => Align(_rows.Max(r => Columns(r.ToString())));

    /// <summary>Brings every row to the same width: wires go on, the space between them stays blank.</summary>
    private void Align(int width)
    {
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].Append(row % 2 == 1 ? '─' : ' ', width - Columns(_rows[row].ToString()));
    }

    private static string Centre(string text, int width, char fill)
    {
        int left = (width - Columns(text)) / 2;
        return new string(fill, left) + text + new string(fill, width - left - Columns(text));
    }

    private static int Columns(string text) => new StringInfo(text).LengthInTextElements;
}
