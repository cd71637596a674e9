using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace QuantumCluster.Cli.Door;

/// <summary>
/// Options whose default and range stand once: the parser checks them, the help page states them, and the sentence for a wrong value names them.
/// </summary>
internal static class TypedOptions
{
    public static Option<int> Whole(string name, string value, int fallback, int least, int most, string description) =>
        Parsed(name, value, fallback, $"{description} ({least} to {most}; default {fallback})", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new BadInputException($"{name} is \"{text}\"; give a whole number from {least} to {most}."));

    /// <summary>A whole number that may be absent; the description says what is taken then.</summary>
    public static Option<int?> WholeOrNone(string name, string value, int least, int most, string description) =>
        Parsed<int?>(name, value, null, $"{description}; {least} to {most}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new BadInputException($"{name} is \"{text}\"; give a whole number from {least} to {most}."));

    /// <inheritdoc cref="WholeOrNone"/>
    public static Option<double?> NumberOrNone(string name, string value, double above, double most, string description) =>
        Parsed<double?>(name, value, null, $"{description}; above {Text(above)}, at most {Text(most)}", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > above && number <= most
                ? number
                : throw new BadInputException($"{name} is \"{text}\"; give a number above {Text(above)} and at most {Text(most)}."));

    /// <summary>One of some named values, which the help page and the error list.</summary>
    public static Option<T> Choice<T>(string name, string fallback, string description, params (string Name, string Meaning, T Value)[] choices)
    {
        string legal = string.Join(", ", choices.Select(c => c.Name));
        string meanings = string.Concat(choices.Select(c => $"\n  {c.Name}: {c.Meaning}"));
        T Parse(string text) => choices.Where(c => c.Name == text).Select(c => (Found: true, c.Value)).FirstOrDefault() is { Found: true } hit
            ? hit.Value
            : throw new BadInputException($"{name} is \"{text}\"; give one of {legal}.");
        return Parsed(name, "NAME", Parse(fallback), $"{description} (default {fallback}){meanings}", Parse);
    }

    /// <summary>An option that may be absent, read by <paramref name="parse"/>, which throws <see cref="BadInputException"/>.</summary>
    public static Option<T?> Optional<T>(string name, string value, string description, Func<string, T> parse) where T : class =>
        new(name) { HelpName = value, Description = description, CustomParser = Guarded<T?>(name, parse) };

    public static Option<string?> Text(string name, string value, string description) => Optional(name, value, description, text => text);

    /// <summary>An option that may be given any number of times; its values in the order given.</summary>
    public static Option<string[]> Texts(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            if (result.Tokens.Any(t => t.Value.Length == 0)) result.AddError($"{name} is given without a value.");
            return [.. result.Tokens.Select(t => t.Value)];
        },
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<T> Parsed<T>(string name, string value, T fallback, string description, Func<string, T> parse) =>
        new(name) { HelpName = value, Description = description, DefaultValueFactory = _ => fallback, CustomParser = Guarded(name, parse) };

    /// <summary>A whole number of 64 bits; <paramref name="name"/> names the option in the error.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static ulong ParseSeed(string name, string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
        ? seed
        : throw new BadInputException($"{name} is \"{text}\"; give a whole number from 0 to 18446744073709551615.");

    private static Func<ArgumentResult, T?> Guarded<T>(string name, Func<string, T> parse) => result =>
    {
        try
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.Length > 0) return parse(result.Tokens[0].Value);
            result.AddError($"{name} is given without a value.");
        }
        catch (BadInputException bad)
        {
            result.AddError(bad.Message);
        }

        return default;
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
