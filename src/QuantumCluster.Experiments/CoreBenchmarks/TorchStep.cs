using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>The quantum layer inside a graph of torch, forward and backward, and beside it a custom function that does nothing.</summary>
public sealed class TorchStep : IDisposable
{
    private readonly QuantumLayer _layer;
    private readonly LocalExecutor _executor = new(new StateVectorDevice(DeviceProfile.FiveQubit));
    private readonly Tensor _angles;
    private readonly Tensor _cotangents;
    private readonly Tensor _identityCotangents;

    public TorchStep(Kernel kernel, int samples)
    {
        set_num_threads(1);
        var ladder = new Ladder(8, 1, kernel);
        int width = DeviceProfile.FiveQubit.Qubits;
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Auto, width, Granularity.Exact));
        _layer = new QuantumLayer(plan, _executor, ladder.InitialWeights(new Seed(67)));
        KeyedRandom random = new Seed(68).Generator();
        Tensor Draw(int columns) => tensor([.. Enumerable.Range(0, samples * columns).Select(_ => random.NextDouble(-1, 1))], samples, columns);
        (_angles, _cotangents, _identityCotangents) = (Draw(ladder.Qubits).to(ScalarType.Float32).requires_grad_(), Draw(plan.OutputCount), Draw(ladder.Qubits).to(ScalarType.Float32));
    }

    /// <summary>Angles → quantum layer → a scalar, and back to angles and weights.</summary>
    public void Layer()
    {
        using var scope = NewDisposeScope();
        QuantumPass pass = _layer.Forward(_angles);
        (pass.Outputs * _cotangents).sum().backward();
        pass.Backward();
    }

    /// <summary>Angles → a custom autograd function that hands them on → a scalar, and back.</summary>
    public void Identity()
    {
        using var scope = NewDisposeScope();
        (HandOn.apply(_angles) * _identityCotangents).sum().backward();
    }

    public void Dispose()
    {
        foreach (Tensor tensor in new[] { _angles, _cotangents, _identityCotangents }) tensor.Dispose();
        _layer.Dispose();
    }

    private sealed class HandOn : autograd.SingleTensorFunction<HandOn>
    {
        public override string Name => nameof(HandOn);

        public override Tensor forward(autograd.AutogradContext context, params object[] variables) => ((Tensor)variables[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient) => [gradient.clone()];
    }
}
