using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks;

public class HybridNetworkTests
{
    [Fact]
    public void State_of_the_two_class_network_is_the_paper_s_2_16_million()
    {
        using HybridNetwork network = Hybrids.Network();
        // 2,257,984 + 52 counters, Linear(1280, 8), 35 quantum weights, Linear(32, 2).
        Assert.Equal(2_258_036 + 10_248 + 35 + 66, network.StateElements);
        Assert.Equal("2.16", (network.StateElements / (double)(1 << 20)).ToString("F2"));
        Assert.Equal(["features", "head", "quantum", "reduce"], network.state_dict().Keys.Select(k => k.Split('.')[0]).Distinct().Order());
    }

    [Fact]
    public void A_training_step_reaches_every_parameter()
    {
        using var scope = NewDisposeScope();
        using HybridNetwork network = Hybrids.Network(kernel: Kernel.Su4);
        Step(network);
        foreach (var (name, parameter) in network.named_parameters())
            Assert.True(parameter.grad is { } g && g.isfinite().all().item<bool>() && TensorValues.OfDoubles(g).Any(v => v != 0), name);
    }

    [Fact]
    public void A_failing_executor_is_an_ordinary_exception_forward_and_backward()
    {
        using var scope = NewDisposeScope();
        for (int good = 0; good < 2; good++)
        {
            using HybridNetwork network = Hybrids.Network(executor: new FailingExecutor(Hybrids.Device(), callsBeforeFailure: good));
            Assert.Equal("The device is gone.", Assert.Throws<ExecutionFailedException>(() => Step(network)).Message);
        }
    }

    private static void Step(HybridNetwork network)
    {
        NetworkPass pass = network.Forward(randn(4, 3, 32, 32));
        pass.Backward(nn.functional.cross_entropy(pass.Logits, tensor(new long[] { 0, 1, 1, 0 })));
    }
}
