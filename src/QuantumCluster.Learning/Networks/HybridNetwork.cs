using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// The paper's model (figure 2): MobileNetV2 → <c>Linear(1280, inputs)</c> → quantum layer → <c>Linear(outputs, classes)</c>.
/// State names: torchvision's <c>features.*</c>, then <c>reduce.*</c>, <c>quantum.weights</c>, <c>head.*</c>.
/// </summary>
public sealed class HybridNetwork : ImageClassifier
{
    private readonly Linear reduce;
    private readonly QuantumLayer quantum;
    private readonly Linear head;
    private readonly TorchSharp.Scalar _outputCount; // see HeldScalar

    /// <param name="classes">At least 2.</param>
    /// <param name="plan">The circuit with one input per angle, and how it is cut.</param>
    /// <param name="quantumWeights">The circuit's weights before training, radians.</param>
    /// <param name="executor">Used, not owned.</param>
    /// <param name="seed">Keys all other initial weights.</param>
    public HybridNetwork(int classes, CutPlan plan, double[] quantumWeights, IFragmentExecutor executor, Seed seed) : base(nameof(HybridNetwork), classes, seed)
    {
        reduce = nn.Linear(MobileNetV2.FeatureCount, plan.Request.Circuit.InputCount);
        quantum = new QuantumLayer(plan, executor, quantumWeights);
        head = nn.Linear(plan.OutputCount, classes);
        _outputCount = TorchSharp.ScalarExtensionMethods.ToScalar((long)plan.OutputCount);
        InitialState.OfLinear(reduce, seed.For("reduce"));
        InitialState.OfLinear(head, seed.For("head"));
        RegisterComponents();
    }

    public QuantumLayer Quantum => quantum;

    public override CutPlan Plan => quantum.Plan;

    public override NetworkPass Classify(Tensor features, LayerRun? run = null, CancellationToken cancellation = default)
    {
        QuantumPass pass = quantum.Forward(reduce.call(features), run, cancellation);
        return new NetworkPass(head.call(Scaled(pass.Outputs)), pass.Backward);
    }

    // Probabilities of 32 outcomes are about 1/32 each, and a linear layer fed with such small numbers learns slowly. Times their number
    // they are 1 in the mean, whatever the readout's width. Expectation values are of order 1 already.
    private Tensor Scaled(Tensor outputs) => Plan.Request.Readout is Readout.Expectations
        ? outputs.to(ScalarType.Float32)
        : (outputs * _outputCount).to(ScalarType.Float32);
}
