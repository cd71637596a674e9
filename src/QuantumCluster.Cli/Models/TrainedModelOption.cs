using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Models;

/// <summary>The options by which a command is told a trained model.</summary>
internal static class TrainedModelOption
{
    public static Option<string> Create()
    {
        Option<string> model = TypedOptions.Parsed("--model", "DIR", "", "the run folder that qcluster train wrote, with manifest.json and best.safetensors", text => text);
        model.DefaultValueFactory = null;
        model.Required = true;
        return model;
    }
}
