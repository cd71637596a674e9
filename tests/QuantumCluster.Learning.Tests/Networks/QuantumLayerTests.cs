using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks;

public class QuantumLayerTests
{
    public static TheoryData<string, bool> Cases => new() { { "crz", true }, { "su4", true }, { "canonical", false }, { "cry", false } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(string name, bool marginal)
    {
        using var scope = NewDisposeScope();
        Kernel kernel = Kernel.Named(name)!;
        Readout readout = marginal ? new Readout.Marginal(3, 4, 5, 6, 7) : new Readout.Expectations(PauliString.Parse("ZIIXIIII"), PauliString.Parse("IIIIYZII"));
        var plan = Hybrids.Plan(kernel, readout);
        double[] weights = Hybrids.Weights(kernel);
        KeyedRandom random = new Seed(5).Generator();
        double[] angles = [.. Enumerable.Range(0, 24).Select(_ => random.NextDouble(-2, 2))];
        Tensor mix = tensor([.. Enumerable.Range(0, 3 * plan.OutputCount).Select(_ => random.NextDouble(-1, 1))], 3, plan.OutputCount);

        using var layer = new QuantumLayer(plan, Hybrids.Device(), weights);
        Tensor x = tensor(angles, 3, 8).requires_grad_();
        QuantumPass pass = layer.Forward(x * 1);
        (pass.Outputs * mix).sum().backward();
        pass.Backward();
        double[] byAngles = TensorValues.OfDoubles(x.grad!), byWeights = TensorValues.OfDoubles(layer.Weights.grad!);

        for (int i = 0; i < angles.Length; i++) Assert.Equal(Difference(angles, i, a => Value(weights, a)), byAngles[i], 1e-7);
        for (int i = 0; i < weights.Length; i++) Assert.Equal(Difference(weights, i, w => Value(w, angles)), byWeights[i], 1e-7);

        double Value(double[] w, double[] a)
        {
            using var at = new QuantumLayer(plan, Hybrids.Device(), w);
            return (at.Forward(tensor(a, 3, 8)).Outputs * mix).sum().item<double>();
        }
    }

    [Fact]
    public void Gradients_of_two_passes_add_up()
    {
        using var scope = NewDisposeScope();
        using var layer = new QuantumLayer(Hybrids.Plan(Kernel.Su4), Hybrids.Device(), Hybrids.Weights(Kernel.Su4));
        double[] once = Pull(), twice = Pull();
        for (int i = 0; i < once.Length; i++) Assert.Equal(2 * once[i], twice[i], 12);

        double[] Pull()
        {
            QuantumPass pass = layer.Forward(arange(16, dtype: ScalarType.Float32).reshape(2, 8).requires_grad_());
            pass.Outputs.mul(pass.Outputs).sum().backward();
            pass.Backward();
            return TensorValues.OfDoubles(layer.Weights.grad!);
        }
    }

    [Fact]
    public void Weights_are_one_float64_parameter()
    {
        using HybridNetwork network = Hybrids.Network();
        Tensor weights = network.state_dict()["quantum.weights"];
        Assert.Equal((ScalarType.Float64, 35), (weights.dtype, weights.numel()));
        Assert.Contains("quantum.weights", network.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void Angles_that_are_not_finite_are_divergence_not_a_crash()
    {
        using var scope = NewDisposeScope();
        using var layer = new QuantumLayer(Hybrids.Plan(Kernel.Crz), Hybrids.Device(), Hybrids.Weights(Kernel.Crz));
        Assert.Contains("finite", Assert.Throws<TrainingDivergedException>(() => layer.Forward(full(2, 8, double.NaN))).Message);
    }

    [Fact]
    public void A_wrong_number_of_weights_is_refused() =>
        Assert.Contains("35", Assert.Throws<ArgumentException>(() => new QuantumLayer(Hybrids.Plan(Kernel.Crz), Hybrids.Device(), new double[3])).Message);

    private static double Difference(double[] at, int index, Func<double[], double> value)
    {
        const double h = 1e-5;
        double[] up = [.. at], down = [.. at];
        up[index] += h;
        down[index] -= h;
        return (value(up) - value(down)) / (2 * h);
    }
}
