using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Training;

public class AdadeltaTests
{
    [Fact]
    public void Steps_are_those_of_torch()
    {
        using var scope = NewDisposeScope();
        using var ours = nn.Linear(5, 3);
        using var theirs = nn.Linear(5, 3);
        theirs.load_state_dict(ours.state_dict());
        var adadelta = new Adadelta(ours, 0.5);
        using var reference = optim.Adadelta(theirs.parameters(), lr: 0.5, rho: 0.9, eps: 1e-6);
        for (int step = 0; step < 20; step++)
        {
            Tensor x = randn(4, 5);
            adadelta.ClearGradients();
            reference.zero_grad();
            Tensor y = ours.call(x), z = theirs.call(x);
            y.mul(y).sum().backward();
            z.mul(z).sum().backward();
            adadelta.Step();
            reference.step();
        }

        Assert.True(ours.weight.allclose(theirs.weight, rtol: 1e-5, atol: 1e-7));
        Assert.True(ours.bias!.allclose(theirs.bias!, rtol: 1e-5, atol: 1e-7));
    }

    /// <summary>More numbers than one block holds, numbers left over behind the widest vectors, channels innermost in memory, and float64.</summary>
    [Fact]
    public void Steps_are_torchs_operations_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        using var network = new Mixed();
        var adadelta = new Adadelta(network, 0.05);
        (Tensor Parameter, Tensor Squares, Tensor Deltas)[] theirs = [.. network.parameters().Select(p => (p.detach().clone(), zeros_like(p), zeros_like(p)))];
        for (int step = 0; step < 5; step++)
        {
            adadelta.ClearGradients();
            foreach (var (ours, index) in network.parameters().Select((p, i) => (p, i)))
            {
                Tensor gradient = HeldScalar.During(Math.Pow(10, -index), scale => randn(ours.shape, dtype: ours.dtype).mul(scale));
                ours.grad = gradient; // in the usual order, whatever the parameter's
                theirs[index] = Stepped(theirs[index], gradient);
            }

            adadelta.Step();
        }

        foreach (var (ours, index) in network.parameters().Select((p, i) => (p, i)))
            Assert.Equal(TensorValues.OfDoubles(theirs[index].Parameter), TensorValues.OfDoubles(ours));
    }

    private static (Tensor, Tensor, Tensor) Stepped((Tensor Parameter, Tensor Squares, Tensor Deltas) before, Tensor gradient) =>
        HeldScalar.During(0.9, rho => HeldScalar.During(1 - 0.9, rest => HeldScalar.During(1e-6, epsilon => HeldScalar.During(-0.05, rate =>
        {
            Tensor squares = before.Squares.mul(rho).addcmul_(gradient, gradient, rest);
            Tensor delta = before.Deltas.add(epsilon, HeldScalar.One).sqrt_().div_(squares.add(epsilon, HeldScalar.One).sqrt_()).mul_(gradient);
            return (before.Parameter.add(delta, alpha: rate), squares, before.Deltas.mul(rho).addcmul_(delta, delta, rest));
        }))));

    private sealed class Mixed : nn.Module
    {
        public Mixed() : base(nameof(Mixed))
        {
            var convolution = new Convolution(3, 37, size: 3);
            InitialState.Convolutions(convolution, new QuantumCluster.Circuits.Seed(5));
            register_module("convolution", convolution);
            register_module("large", nn.Linear(201, 123));
            register_module("wide", nn.Linear(5, 3, dtype: ScalarType.Float64));
        }
    }

    [Fact]
    public void First_step_follows_the_formula()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(1, 1, hasBias: false);
        double before = TensorValues.OfDoubles(linear.weight)[0];
        var adadelta = new Adadelta(linear, 0.05);
        linear.call(full(1, 1, 3f)).sum().backward(); // gradient 3
        adadelta.Step();
        double step = 0.05 * Math.Sqrt(1e-6) / Math.Sqrt(0.1 * 9 + 1e-6) * 3;
        Assert.Equal(before - step, TensorValues.OfDoubles(linear.weight)[0], 1e-7);
    }
}
