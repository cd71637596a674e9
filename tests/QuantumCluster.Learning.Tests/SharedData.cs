using System.Runtime.CompilerServices;

namespace QuantumCluster.Learning.Tests;

/// <summary>Real data are not part of the repository: they are looked for in QUANTUMCLUSTER_DATA, else in ../shared/data beside the repository.</summary>
internal static class SharedData
{
    public const string Pneumonia = "medmnist/pneumoniamnist.npz";
    public const string Ham10000 = "ham10000/ham10000_200x150.zip";
    public const string Isic2017 = "isic2017/isic2017_256.zip";
    public const string ChestXray = "chestxray/kermany_224.zip";
    public const string FoldedWeights = "mobilenetv2/mobilenetv2_onnx7_folded_f32.npz";
    public const string ReferenceVectors = "mobilenetv2/reference_vectors_torch1.13.npz";

    public static string PathOf(string file) => Path.Combine(Folder, file);

    private static string Folder => Environment.GetEnvironmentVariable("QUANTUMCLUSTER_DATA") is { Length: > 0 } given
        ? given
        : Path.GetFullPath(Path.Combine(Repository(), "..", "shared", "data"));

    // Not by the path of this source file: deterministic builds write another one into the assembly.
    private static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "QuantumCluster.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository: set QUANTUMCLUSTER_DATA.");
        return folder;
    }
}

/// <summary>
/// A test that needs files of the shared data folder; skipped where they are absent. The reason, which says what to do, is part of the
/// test's name then, because test runners show a skipped test's name and often nothing else.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactIfDataPresentAttribute : FactAttribute
{
    public FactIfDataPresentAttribute(string file, string? other = null, [CallerMemberName] string test = "")
    {
        string[] files = other is null ? [file] : [file, other];
        if (files.FirstOrDefault(f => !File.Exists(SharedData.PathOf(f))) is not { } missing) return;
        Skip = $"{missing} is not there: set QUANTUMCLUSTER_DATA to the folder that holds {string.Join(" and ", files)}";
        DisplayName = $"{test} ({Skip})";
    }
}
