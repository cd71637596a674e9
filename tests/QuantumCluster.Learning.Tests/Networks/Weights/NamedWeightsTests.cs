using QuantumCluster.Circuits;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks.Weights;

public sealed class NamedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MobileNetV2 _network = new(new Seed(1));

    private string File => _folder.File("w.safetensors");

    public void Dispose()
    {
        _network.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_state_with_torchvision_s_names_is_taken_with_or_without_counters_and_classifier()
    {
        using var noGradient = no_grad();
        _network.state_dict()["3.conv.0.1.running_var"].fill_(7);
        foreach (bool counters in new[] { true, false })
        {
            Dictionary<string, FileArray> state = State();
            state["classifier.1.bias"] = FileArray.Of(new float[1000], 1000);
            if (!counters) foreach (string name in state.Keys.Where(k => k.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToArray()) state.Remove(name);
            Write(state);
            using var other = new MobileNetV2(new Seed(2));
            ((NamedWeights)BackboneWeights.Read(File)).ApplyTo(other);
            foreach (var (name, tensor) in _network.state_dict()) Assert.True(tensor.equal(other.state_dict()[name]).all().item<bool>(), name);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        Dictionary<string, FileArray> state = State();
        state["features.18.1.bias"] = FileArray.Of(new float[3], 3);
        Refused(state, "'features.18.1.bias'", "[3]", "[1280]");
        state.Remove("features.18.1.bias");
        Refused(state, "no array 'features.18.1.bias'");
        Refused(new() { ["encoder.weight"] = FileArray.Of([1f], 1) }, "features.");
    }

    [Fact]
    public void Other_kinds_of_files_are_refused() =>
        Assert.Contains(".safetensors", Assert.Throws<DataFileException>(() => BackboneWeights.Read("weights.pth")).Message);

    private void Refused(Dictionary<string, FileArray> state, params string[] words)
    {
        Write(state);
        using var other = new MobileNetV2(new Seed(2));
        using Tensor before = other.state_dict()["0.0.weight"].clone();
        string message = Assert.Throws<DataFileException>(() => NamedWeights.Read(File).ApplyTo(other)).Message;
        foreach (string word in (string[])["w.safetensors", .. words]) Assert.Contains(word, message);
        Assert.True(before.equal(other.state_dict()["0.0.weight"]).all().item<bool>());
    }

    private Dictionary<string, FileArray> State() => _network.state_dict().ToDictionary(s => $"features.{s.Key}", s => StateTensors.ToArray(s.Value));

    private void Write(Dictionary<string, FileArray> state) => SafetensorsFile.Write(File, state, new Dictionary<string, string>());
}
