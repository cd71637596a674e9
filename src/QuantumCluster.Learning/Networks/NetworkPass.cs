using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>One evaluation of a <see cref="HybridNetwork"/>, half way between its forward and its backward pass.</summary>
public sealed class NetworkPass
{
    private readonly QuantumPass _quantum;

    internal NetworkPass(Tensor logits, QuantumPass quantum) => (Logits, _quantum) = (logits, quantum);

    /// <summary>[images, classes], float32, before softmax.</summary>
    public Tensor Logits { get; }

    /// <summary>Adds the gradients of <paramref name="loss"/>, a scalar made of <see cref="Logits"/>, to those of all parameters.</summary>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete the run.</exception>
    public void Backward(Tensor loss)
    {
        loss.backward();
        _quantum.Backward();
    }
}
