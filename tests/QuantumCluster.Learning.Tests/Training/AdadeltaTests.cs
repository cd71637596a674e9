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
            ours.call(x).square().sum().backward();
            theirs.call(x).square().sum().backward();
            adadelta.Step();
            reference.step();
        }

        Assert.True(ours.weight.allclose(theirs.weight, rtol: 1e-5, atol: 1e-7));
        Assert.True(ours.bias!.allclose(theirs.bias!, rtol: 1e-5, atol: 1e-7));
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
