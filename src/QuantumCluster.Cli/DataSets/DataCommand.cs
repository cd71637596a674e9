using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.DataSets;

/// <summary><c>qcluster data</c>.</summary>
internal static class DataCommand
{
    public static DoorCommand Create(TimeProvider time) => new(new Command("data", "Get data sets, and check that they are whole."), new HelpPage(
        "Data sets stay where their user keeps them, in folders or zip archives as published: fetch gets what may be fetched and says of the rest where it is and under which licence; check holds a copy against what was published.",
        [
            new("PneumoniaMNIST, 4 MB", "qcluster data fetch pneumonia"),
            new("where HAM10000 is", "qcluster data fetch ham10000"),
            new("is this copy whole, and can every picture be read?", "qcluster data check ham10000/"),
        ],
        [], []), FetchCommand.Create(time), CheckCommand.Create());
}
