namespace QuantumCluster.Cli.Door;

/// <summary>Prose broken at blanks. Leading blanks of the text indent its first line, and those after it a little deeper.</summary>
internal static class WrappedText
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        string indent = new(' ', text.Length - text.TrimStart().Length), hanging = indent.Length == 0 ? "" : indent + "  ", line = indent;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Trim().Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = hanging;
            }

            line = line.Trim().Length == 0 ? line + word : $"{line} {word}";
        }

        yield return line;
    }
}
