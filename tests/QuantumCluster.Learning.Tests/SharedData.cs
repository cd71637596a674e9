using System.Runtime.CompilerServices;

namespace QuantumCluster.Learning.Tests;

/// <summary>Real data are not part of the repository: they are looked for in QUANTUMCLUSTER_DATA, else in ../shared/data beside the repository.</summary>
internal static class SharedData
{
    public const string Pneumonia = "medmnist/pneumoniamnist.npz";
    public const string FoldedWeights = "mobilenetv2/mobilenetv2_onnx7_folded_f32.npz";
    public const string ReferenceVectors = "mobilenetv2/reference_vectors_torch1.13.npz";

    public static string PathOf(string file) => Path.Combine(Folder, file);

    private static string Folder => Environment.GetEnvironmentVariable("QUANTUMCLUSTER_DATA") is { Length: > 0 } given ? given : Beside(Here());

    private static string Beside(string source) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "shared", "data"));

    private static string Here([CallerFilePath] string path = "") => path;
}

/// <summary>A test that needs files of the shared data folder; skipped, with a reason that says what to do, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactIfDataPresentAttribute : FactAttribute
{
    public FactIfDataPresentAttribute(params string[] files)
    {
        string? missing = files.Select(SharedData.PathOf).FirstOrDefault(p => !File.Exists(p));
        if (missing is not null) Skip = $"{missing} is not there: set QUANTUMCLUSTER_DATA to the folder that holds {string.Join(" and ", files)}.";
    }
}
