using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// The hybrid without its circuit: MobileNetV2 → <c>Linear(1280, 8)</c> → <c>Linear(8, classes)</c>, the same initial backbone and reduction for the
/// same seed. What it does as well, the circuit has no part in. State names: <c>features.*</c>, <c>reduce.*</c>, <c>head.*</c>.
/// </summary>
public sealed class ClassicalTwin : ImageClassifier
{
    private readonly Linear reduce;
    private readonly Linear head;

    /// <param name="classes">At least 2.</param>
    /// <param name="inputs">Numbers between backbone and head: as many as the hybrid's circuit has angles.</param>
    /// <param name="seed">Keys all initial weights.</param>
    public ClassicalTwin(int classes, int inputs, Seed seed) : base(nameof(ClassicalTwin), classes, seed)
    {
        reduce = nn.Linear(MobileNetV2.FeatureCount, inputs);
        head = nn.Linear(inputs, classes);
        InitialState.OfLinear(reduce, seed.For("reduce"));
        InitialState.OfLinear(head, seed.For("head"));
        RegisterComponents();
    }

    public override CutPlan? Plan => null;

    public override NetworkPass Classify(Tensor features, LayerRun? run = null, CancellationToken cancellation = default) => new(head.call(reduce.call(features)));
}
