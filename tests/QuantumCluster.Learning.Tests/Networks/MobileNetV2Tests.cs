using QuantumCluster.Circuits;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks;

public class MobileNetV2Tests
{
    [Fact]
    public void State_has_torchvision_s_names_and_shapes()
    {
        using var network = new MobileNetV2(new Seed(1));
        Dictionary<string, Tensor> state = network.state_dict();
        Assert.Equal(ExpectedNames().Order(), state.Keys.Order());
        Assert.Equal(312, state.Count); // torchvision's 314 with the classifier's weight and bias
        Assert.Equal(2_223_872, network.parameters().Sum(p => p.numel()));
        Assert.Equal([32, 3, 3, 3], state["0.0.weight"].shape);
        Assert.Equal([96, 16, 1, 1], state["2.conv.0.0.weight"].shape);
        Assert.Equal([96, 1, 3, 3], state["2.conv.1.0.weight"].shape);
        Assert.Equal([24, 96, 1, 1], state["2.conv.2.weight"].shape);
        Assert.Equal([1280, 320, 1, 1], state["18.0.weight"].shape);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Any_size_from_16_gives_1280_numbers_an_image(int size)
    {
        using var scope = NewDisposeScope();
        using var network = new MobileNetV2(new Seed(1));
        Assert.Equal([3, 1280], network.call(randn(3, 3, size, size)).shape);
    }

    [Fact]
    public void Initial_weights_follow_the_seed()
    {
        using var a = new MobileNetV2(new Seed(1));
        using var b = new MobileNetV2(new Seed(1));
        using var c = new MobileNetV2(new Seed(2));
        Assert.True(a.state_dict()["18.0.weight"].equal(b.state_dict()["18.0.weight"]).all().item<bool>());
        Assert.False(a.state_dict()["18.0.weight"].equal(c.state_dict()["18.0.weight"]).all().item<bool>());
        Assert.Equal(Math.Sqrt(2.0 / 1280), a.state_dict()["18.0.weight"].std().item<float>(), 1e-4); // fan-out 1280 · 1 · 1
    }

    // Written out from torchvision's mobilenet_v2: features.0 and .18 are conv, norm; features.1 has no expansion.
    private static IEnumerable<string> ExpectedNames()
    {
        foreach (string n in Conv("0.0", "0.1")) yield return n;
        foreach (string n in Conv("1.conv.0.0", "1.conv.0.1").Concat(Conv("1.conv.1", "1.conv.2"))) yield return n;
        for (int i = 2; i <= 17; i++)
            foreach (string n in Conv($"{i}.conv.0.0", $"{i}.conv.0.1").Concat(Conv($"{i}.conv.1.0", $"{i}.conv.1.1")).Concat(Conv($"{i}.conv.2", $"{i}.conv.3"))) yield return n;
        foreach (string n in Conv("18.0", "18.1")) yield return n;
    }

    private static IEnumerable<string> Conv(string convolution, string norm) =>
        [$"{convolution}.weight", $"{norm}.weight", $"{norm}.bias", $"{norm}.running_mean", $"{norm}.running_var", $"{norm}.num_batches_tracked"];
}
