using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Gradients;

namespace QuantumCluster.Learning.Training;

/// <summary>How the network is trained. Defaults are the paper's (section 4.2).</summary>
public sealed record TrainingSettings
{
    /// <summary>Rate for training from ImageNet weights (paper, section 4.2).</summary>
    public const double PretrainedLearningRate = 0.05;

    /// <summary>
    /// Rate for training from random weights. At 0.05 the synthetic set takes twice the epochs;
    /// at 0.2 and more, harder pictures left some seeds near chance for several epochs.
    /// </summary>
    public const double ScratchLearningRate = 0.1;

    /// <summary>Passes over the training images, at least 1. Default 5. A resumed run may ask for more than the first did.</summary>
    public int Epochs { get; init => field = AtLeastOne(value, "epochs"); } = 5;

    /// <summary>Images per micro-batch, of which a step has <see cref="Accumulate"/>, at least 2 (batch normalisation has nothing to normalise in one). Default 16.</summary>
    public int BatchSize
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(BatchSize), value, "A batch has at least 2 images; batch normalisation needs more than one.");
    } = 16;

    /// <summary>
    /// Micro-batches of <see cref="BatchSize"/> images per step, at least 1: their gradients, weighted by their images, are averaged in their order.
    /// Batch normalisation sees one micro-batch at a time. Default 1.
    /// </summary>
    public int Accumulate { get; init => field = AtLeastOne(value, "micro-batches per step"); } = 1;

    /// <summary>Factor of Adadelta's step, above 0. Default 0.05.</summary>
    public double LearningRate
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(LearningRate), value, "The learning rate must be a positive number.");
    } = PretrainedLearningRate;

    /// <summary>How the learning rate changes over the steps of all <see cref="Epochs"/>. Default: not at all.</summary>
    public RateSchedule Schedule { get; init; } = RateSchedule.Constant;

    /// <summary>
    /// Epochs at the start in which none of the backbone is trained, at least 0: only the layers behind it learn. Default 0.
    /// </summary>
    public int FrozenEpochs
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(FrozenEpochs), value, "The number of frozen epochs must be at least 0.");
    }

    /// <summary>
    /// First layers of the backbone that are never trained, 0 to <see cref="Networks.MobileNetV2.Layers"/>: they run as in evaluation, once per image where
    /// the images do not vary. Early layers hold what is common to all pictures, and cost most of a step. Default 0.
    /// </summary>
    public int FrozenLayers
    {
        get;
        init => field = value is >= 0 and <= Networks.MobileNetV2.Layers
            ? value
            : throw new ArgumentOutOfRangeException(nameof(FrozenLayers), value, $"0 to {Networks.MobileNetV2.Layers} layers of the backbone can be frozen.");
    }

    /// <summary>Training ends when the best epoch is this many epochs ago, at least 1; null to go on to the last.</summary>
    public int? Patience { get; init => field = value is { } epochs ? AtLeastOne(epochs, "epochs to wait for a better one") : null; }

    /// <summary>Keys the order of the images in every epoch, and with the step all shots and perturbations.</summary>
    public Seed Seed { get; init; } = new(1);

    /// <summary>How the circuit is run and differentiated, in training and, as for its shots, in validation and test. Default: exact, by adjoint.</summary>
    public GradientMethod Gradient { get; init; } = GradientMethod.Adjoint;

    /// <summary>Threads that torch computes with, at least 1. Default 1: more are slower beside other work, and make bits depend on the number.</summary>
    public int Threads { get; init => field = AtLeastOne(value, "threads"); } = 1;

    /// <summary>How often the training can be taken up again; changes no bit of it.</summary>
    public CheckpointSettings Checkpoints { get; init; } = new();

    /// <summary>Keys of the looks at the best model, after the last epoch: at the validation images and at the test images.</summary>
    internal const string LookAtBest = "best", LookAtTest = "test";

    /// <summary>How the circuit is run while nothing is learnt: with the shots of the training, and chance of its own.</summary>
    internal LayerRun Looking(string at, long step, int epoch) => new(Gradient, step, Seed.For(at).For((ulong)epoch));

    private static int AtLeastOne(int value, string name) => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"The number of {name} must be at least 1.");
}
