namespace QuantumCluster.Cli.Door;

/// <summary>Prose broken at blanks. Leading blanks of the text indent every line of it.</summary>
internal static class WrappedText
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        string indent = new(' ', text.Length - text.TrimStart().Length), line = indent;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > indent.Length && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = indent;
            }

            line = line.Length == indent.Length ? line + word : $"{line} {word}";
        }

        yield return line;
    }
}
