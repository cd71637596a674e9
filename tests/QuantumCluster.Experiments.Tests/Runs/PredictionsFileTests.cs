using System.Collections.Immutable;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Tests.Runs;

public sealed class PredictionsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("quantumcluster-").FullName, "predictions.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Theory]
    [InlineData("x", "x", "image,group,class,\"a, or so\",b")]
    [InlineData("x", "y", "image,class,\"a, or so\",b")]
    public void What_was_written_is_read_to_the_bit(string group, string other, string header)
    {
        ImmutableArray<ImageIdentity> identities = group == other ? [new("one", group), new("two \"or\", three", other)] : [new("one", "one"), new("two \"or\", three", "two \"or\", three")];
        var written = new Predictions([1, 0], [1 / 3.0, 2 / 3.0, 1 - 1e-17, 1e-300], ["a, or so", "b"], identities);
        PredictionsFile.Write(_path, written);
        Assert.Equal(header, File.ReadLines(_path).First());
        Predictions read = PredictionsFile.Read(_path);
        Assert.Equal(written.Labels.ToArray(), read.Labels.ToArray());
        Assert.Equal(written.ClassNames.ToArray(), read.ClassNames.ToArray());
        Assert.Equal(identities.ToArray(), read.Identities.ToArray());
        for (int i = 0; i < 2; i++)
            for (int c = 0; c < 2; c++) Assert.Equal(written[i, c], read[i, c]);
    }
}
