using QuantumCluster.Circuits;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks;

public class ClassicalTwinTests
{
    [Fact]
    public void Twin_starts_as_the_hybrid_does_and_lacks_only_its_circuit()
    {
        using HybridNetwork hybrid = Hybrids.Network(seed: 3, classes: 7);
        using var twin = new ClassicalTwin(7, 8, new Seed(3));
        Dictionary<string, Tensor> ours = twin.state_dict(), theirs = hybrid.state_dict();
        Assert.Equal(["head.bias", "head.weight", "quantum.weights"], theirs.Where(s => !ours.TryGetValue(s.Key, out Tensor? own) || !TensorValues.OfDoubles(own).SequenceEqual(TensorValues.OfDoubles(s.Value))).Select(s => s.Key).Order());
        Assert.Equal([7L, 8L], ours["head.weight"].shape);
        Assert.Equal((null, 7), (twin.Plan, twin.Classes));
    }

    [Fact]
    public void A_training_step_reaches_every_parameter()
    {
        using var scope = NewDisposeScope();
        using var twin = new ClassicalTwin(2, 8, new Seed(1));
        NetworkPass pass = twin.Forward(randn(4, 3, 32, 32));
        pass.Backward(nn.functional.cross_entropy(pass.Logits, tensor(new long[] { 0, 1, 1, 0 })));
        foreach (var (name, parameter) in twin.named_parameters())
            Assert.True(parameter.grad is { } g && TensorValues.OfDoubles(g).Any(v => v != 0), name);
    }
}
