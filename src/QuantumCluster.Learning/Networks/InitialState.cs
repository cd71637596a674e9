using QuantumCluster.Circuits;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>Random weights before training, each tensor from a generator keyed by its name: no order of construction, no global generator.</summary>
internal static class InitialState
{
    /// <summary>Normal with deviation √(2 / fan-out) (He et al., 2015), as torchvision starts MobileNetV2. Fan-out is out channels × kernel area.</summary>
    public static void Convolutions(nn.Module module, Seed seed)
    {
        foreach (var (name, parameter) in module.named_parameters())
            if (parameter.dim() == 4)
            {
                double deviation = Math.Sqrt(2.0 / (parameter.shape[0] * parameter.shape[2] * parameter.shape[3]));
                KeyedRandom random = seed.For(name).Generator();
                Fill(parameter, () => deviation * random.NextGaussian());
            }
    }

    /// <summary>Weight and bias uniform within ±1/√inputs: torch's own rule for linear layers.</summary>
    public static void OfLinear(Linear linear, Seed seed)
    {
        double limit = 1 / Math.Sqrt(linear.weight.shape[1]);
        KeyedRandom weight = seed.For("weight").Generator(), bias = seed.For("bias").Generator();
        Fill(linear.weight, () => weight.NextDouble(-limit, limit));
        Fill(linear.bias!, () => bias.NextDouble(-limit, limit));
    }

    private static void Fill(Tensor target, Func<double> draw)
    {
        using var noGradient = no_grad();
        var values = new float[target.numel()];
        for (int i = 0; i < values.Length; i++) values[i] = (float)draw();
        using Tensor source = tensor(values, target.shape);
        target.copy_(source);
    }
}
