using System.Collections.Immutable;
using System.CommandLine;

namespace QuantumCluster.Cli.Door;

/// <summary>Options that belong together on a help page.</summary>
internal sealed record OptionGroup(string Title, ImmutableArray<Option> Options);

/// <summary>A command line that a reader can run as it stands, and what it does.</summary>
internal sealed record Example(string Purpose, string CommandLine);

/// <summary>What a command's <c>--help</c> teaches, in reading order.</summary>
/// <param name="Purpose">One paragraph.</param>
/// <param name="Examples">Real commands.</param>
/// <param name="Groups">Every option of the command, each in one group.</param>
/// <param name="Notes">Paragraphs after the options, each with a title: file formats, what is written.</param>
internal sealed record HelpPage(
    string Purpose, ImmutableArray<Example> Examples, ImmutableArray<OptionGroup> Groups, ImmutableArray<(string Title, string Text)> Notes);
