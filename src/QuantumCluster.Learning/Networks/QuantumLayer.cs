using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Learning.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// A cut circuit as a layer: one input angle per column in, the plan's readout out. The weights are one float64 parameter,
/// <c>weights</c>, in radians, flattened layer by layer and kernel by kernel.
/// <para>
/// The backward pass is split: the circuit's output is a leaf of the loss's graph, and its gradient is pulled back by the executor
/// afterwards (<see cref="QuantumPass.Backward"/>). A custom autograd function would do the same in one graph, but an exception inside a native
/// callback ends the process, and executors may fail.
/// </para>
/// </summary>
public sealed class QuantumLayer : nn.Module
{
    private readonly Parameter weights;
    private readonly IFragmentExecutor _executor;

    /// <param name="initialWeights">As many as the plan's circuit has.</param>
    /// <param name="executor">Used, not owned.</param>
    /// <exception cref="ArgumentException">The number of weights is not the circuit's.</exception>
    public QuantumLayer(CutPlan plan, IFragmentExecutor executor, double[] initialWeights) : base(nameof(QuantumLayer))
    {
        if (initialWeights.Length != plan.Request.Circuit.WeightCount)
            throw new ArgumentException($"The circuit has {plan.Request.Circuit.WeightCount} weights; {initialWeights.Length} were given.", nameof(initialWeights));
        (Plan, _executor) = (plan, executor);
        weights = new Parameter(tensor(initialWeights, dtype: ScalarType.Float64));
        RegisterComponents();
    }

    public CutPlan Plan { get; }

    public Parameter Weights => weights;

    /// <param name="angles">[samples, inputs] of any floating type, in radians; may carry a graph.</param>
    /// <param name="run">With or without shots, and how gradients are taken; null for exact probabilities and their adjoint.</param>
    /// <exception cref="ExecutionFailedException">The executor could not complete the run.</exception>
    /// <exception cref="TrainingDivergedException">An angle or weight is not finite.</exception>
    public QuantumPass Forward(Tensor angles, LayerRun? run = null, CancellationToken cancellation = default)
    {
        run ??= LayerRun.Exact;
        int samples = checked((int)angles.shape[0]);
        Batch batch = FiniteBatch(TensorValues.OfDoubles(angles), samples, run.Step);
        ForwardResult result = Wait(run.ForwardAsync(_executor, Plan, batch, cancellation));
        Tensor outputs = tensor(result.Outputs, samples, Plan.OutputCount);
        return new QuantumPass(angles, outputs.requires_grad_(), () =>
        {
            using Tensor cotangents = outputs.grad ?? throw new InvalidOperationException("The loss has no gradient for the quantum layer: call loss.backward() first.");
            LayerGradients gradients = Wait(run.GradientsAsync(_executor, Plan, batch, result, TensorValues.OfDoubles(cotangents), cancellation));
            Accumulate(weights, gradients.Weights);
            using Tensor toAngles = tensor(gradients.Inputs, samples, batch.Inputs.Length / samples).to(angles.dtype);
            angles.backward([toAngles]);
        });
    }

    private Batch FiniteBatch(double[] angles, int samples, long step)
    {
        try
        {
            return new Batch(TensorValues.OfDoubles(weights), angles, samples, step);
        }
        catch (ArgumentException e)
        {
            throw new TrainingDivergedException(e.Message, e);
        }
    }

    private static void Accumulate(Parameter parameter, double[] gradient)
    {
        using var noGradient = no_grad();
        Tensor addition = tensor(gradient);
        if (parameter.grad is { } sum) sum.add_(addition, HeldScalar.One);
        else parameter.grad = addition;
    }

    // The only blocking wait: a training step is one sequence on one thread, because torch's dispose scopes and thread settings belong
    // to the thread that made them and a continuation may run on another. Executors complete on threads of their own, so this cannot deadlock.
    private static T Wait<T>(Task<T> running) => running.GetAwaiter().GetResult();
}
