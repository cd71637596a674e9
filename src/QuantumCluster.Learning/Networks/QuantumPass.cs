using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>One evaluation of a <see cref="QuantumLayer"/>, half way between its forward and its backward pass.</summary>
public sealed class QuantumPass
{
    private readonly Action _backward;

    internal QuantumPass(Tensor angles, Tensor outputs, Action backward) => (Angles, Outputs, _backward) = (angles, outputs, backward);

    /// <summary>[samples, inputs], as given.</summary>
    public Tensor Angles { get; }

    /// <summary>[samples, outputs], float64, a leaf that asks for its gradient.</summary>
    public Tensor Outputs { get; }

    /// <summary>Pulls the gradient of <see cref="Outputs"/> through the circuit: adds to the weights' gradients, then runs the graph of <see cref="Angles"/> backward.</summary>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete the run.</exception>
    public void Backward() => _backward();
}
