using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>One evaluation of an <see cref="ImageClassifier"/>, half way between its forward and its backward pass.</summary>
public sealed class NetworkPass
{
    private readonly Action? _through;

    /// <param name="through">Takes the gradient on from where the loss's own graph ends; null where that reaches all parameters.</param>
    internal NetworkPass(Tensor logits, Action? through = null) => (Logits, _through) = (logits, through);

    /// <summary>[images, classes], float32, before softmax.</summary>
    public Tensor Logits { get; }

    /// <summary>Adds the gradients of <paramref name="loss"/>, a scalar made of <see cref="Logits"/>, to those of all parameters.</summary>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete the run.</exception>
    public void Backward(Tensor loss)
    {
        loss.backward();
        _through?.Invoke();
    }
}
