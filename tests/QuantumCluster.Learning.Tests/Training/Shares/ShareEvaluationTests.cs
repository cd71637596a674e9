using System.Runtime.InteropServices;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Training.Shares;

public sealed class ShareEvaluationTests
{
    private static readonly DataSplits Few = SyntheticSet.Generate(new Seed(1), train: 20, validation: 8, test: 8);
    private static readonly TrainingSettings Settings = new() { BatchSize = 8, Accumulate = 3, Seed = new Seed(4), Gradient = new(GradientRule.Shift, 50) };

    [Fact]
    public void A_share_depends_on_state_and_key_alone()
    {
        using ImageClassifier one = Hybrids.Network(1), other = Hybrids.Network(2);
        using var first = new ShareEvaluation(one, Few.Train, Settings, TimeProvider.System);
        using var second = new ShareEvaluation(other, Few.Train, Settings, TimeProvider.System);
        ShareOutcome[] inOrder = [.. Enumerable.Range(0, 3).Select(share => first.Evaluate(new(0, share)))];
        second.Evaluate(new(0, 1)); // of another state: leaves nothing behind
        second.Restore(first.StateBefore(0));
        foreach (int share in (int[])[2, 0, 1]) Same(inOrder[share], second.Evaluate(new(0, share)));
        Assert.Equal([8, 8, 4], inOrder.Select(o => o.Images));
        Assert.False(inOrder[0].Gradients.Span.SequenceEqual(inOrder[1].Gradients.Span));
    }

    [Fact]
    public void Computing_a_share_leaves_the_state_as_it_was()
    {
        using ImageClassifier network = Hybrids.Network();
        using var evaluation = new ShareEvaluation(network, Few.Train, Settings, TimeProvider.System);
        StepState before = evaluation.StateBefore(0);
        evaluation.Evaluate(new(0, 0));
        Assert.True(before.Numbers.Span.SequenceEqual(evaluation.StateBefore(0).Numbers.Span));
    }

    /// <summary>Of shares of one size, a power of two of them: then weighting a loss or its gradient is exact, and no rounding differs.</summary>
    [Fact]
    public void Folded_shares_are_what_torch_accumulates_itself()
    {
        using ImageClassifier network = Hybrids.Network(), native = Hybrids.Network();
        TrainingSettings two = Settings with { Gradient = GradientMethod.Adjoint, Accumulate = 2 };
        using var evaluation = new ShareEvaluation(network, Few.Train, two, TimeProvider.System);
        ShareOutcome[] outcomes = [evaluation.Evaluate(new(0, 0)), evaluation.Evaluate(new(0, 1))];
        IReadOnlyList<Parameter> trained = All(network).Trained(1);
        ShareFold.Gradients(outcomes, trained);
        ShareFold.Statistics(outcomes, All(network).Norms(1));

        // The textbook's way: weighted losses, backward one after another, running statistics as they come.
        native.train();
        double loss = 0;
        foreach (int[] batch in new ShareSchedule(two, 20).Step(0))
        {
            using var scope = NewDisposeScope();
            NetworkPass pass = native.Forward(ImageBatch.Of(Few.Train, ImageBatch.Pixels(Few.Train, batch, 1), batch.Length));
            Tensor weighted = HeldScalar.During(0.5, weight => nn.functional.cross_entropy(pass.Logits, ImageBatch.Labels(Few.Train, batch)).mul(weight));
            pass.Backward(weighted);
            loss += TensorValues.OfDoubles(weighted)[0];
        }

        Assert.Equal(loss, ShareFold.Loss(outcomes), 1e-12);
        IReadOnlyList<Parameter> expected = All(native).Trained(1);
        Assert.Equal(expected.Count, trained.Count);
        for (int i = 0; i < trained.Count; i++) Assert.Equal(TensorValues.OfDoubles(expected[i].grad!), TensorValues.OfDoubles(trained[i].grad!));
        Dictionary<string, Tensor> state = network.state_dict();
        foreach (var (name, want) in native.state_dict()) Near(name, want, state[name], 1e-6);
        Assert.Equal(2, All(network).Norms(1)[0].num_batches_tracked!.item<long>());
    }

    [Fact]
    public void A_share_counts_by_its_images()
    {
        using var parameter = new Parameter(tensor(new[] { 0f, 0f }));
        ShareOutcome[] outcomes = [Gives(images: 6, loss: 2, 1, 10), Gives(images: 2, loss: 4, 5, 50)];
        ShareFold.Gradients(outcomes, [parameter]);
        Assert.Equal([2.0, 20], TensorValues.OfDoubles(parameter.grad!));
        Assert.Equal(2.5, ShareFold.Loss(outcomes));
    }

    [Fact]
    public void Sums_and_running_statistics_round_once_an_operation_in_the_order_of_keys()
    {
        float[] a = [1e8f, 1], b = [1, 2], c = [-1e8f, 4];
        float[] sum = new float[2];
        foreach (float[] gradient in (float[][])[a, b, c]) ShareFold.Add(MemoryMarshal.AsBytes(gradient.AsSpan()), 0.5, MemoryMarshal.AsBytes(sum.AsSpan()), ScalarType.Float32);
        Assert.Equal([0f, 3.5f], sum); // 0.5 is lost beside 5e7, in this order and no other
        sum = new float[2];
        foreach (float[] gradient in (float[][])[a, c, b]) ShareFold.Add(MemoryMarshal.AsBytes(gradient.AsSpan()), 0.5, MemoryMarshal.AsBytes(sum.AsSpan()), ScalarType.Float32);
        Assert.Equal([0.5f, 3.5f], sum);
        float[] running = [10];
        ShareFold.Blend([20], 0.25, running);
        ShareFold.Blend([0], 0.25, running);
        Assert.Equal([9.375f], running);
    }

    [Fact]
    public void Outcomes_come_back_from_bytes_as_they_were_and_other_bytes_are_refused()
    {
        var outcome = new ShareOutcome(new(5, 2), 8, -0.0, new byte[] { 1, 2, 3 }, new byte[] { 4 });
        byte[] bytes = outcome.ToBytes();
        Same(outcome, ShareOutcome.FromBytes(bytes));
        Assert.Throws<FormatException>(() => ShareOutcome.FromBytes(bytes.AsMemory(0, 20)));
        bytes[24] = 5;
        Assert.Contains("says that 5 of them", Assert.Throws<FormatException>(() => ShareOutcome.FromBytes(bytes)).Message, StringComparison.Ordinal);
        bytes[27] = 0xFF;
        Assert.Throws<FormatException>(() => ShareOutcome.FromBytes(bytes));
    }

    [Fact]
    public void State_of_another_network_and_shares_that_are_none_are_refused()
    {
        using ImageClassifier network = Hybrids.Network(), other = Hybrids.Network(kernel: Kernel.Su4);
        using var evaluation = new ShareEvaluation(network, Few.Train, Settings, TimeProvider.System);
        using var stranger = new ShareEvaluation(other, Few.Train, Settings, TimeProvider.System);
        Assert.Throws<FormatException>(() => evaluation.Restore(stranger.StateBefore(0)));
        Assert.Contains("share 3 of step 0", Assert.Throws<ArgumentException>(() => evaluation.Evaluate(new(0, 3))).Message, StringComparison.Ordinal);
    }

    private static Freezing All(ImageClassifier network) => new(network, Few.Train, Settings);

    private static ShareOutcome Gives(int images, double loss, params float[] gradients) => new(new(0, 0), images, loss, MemoryMarshal.AsBytes(gradients.AsSpan()).ToArray(), default);

    private static void Same(ShareOutcome expected, ShareOutcome actual)
    {
        Assert.Equal((expected.Key, expected.Images, BitConverter.DoubleToInt64Bits(expected.Loss)), (actual.Key, actual.Images, BitConverter.DoubleToInt64Bits(actual.Loss)));
        Assert.True(expected.Gradients.Span.SequenceEqual(actual.Gradients.Span));
        Assert.True(expected.Statistics.Span.SequenceEqual(actual.Statistics.Span));
    }

    private static void Near(string name, Tensor expected, Tensor actual, double within)
    {
        double[] want = TensorValues.OfDoubles(expected), have = TensorValues.OfDoubles(actual);
        double scale = Math.Max(want.Max(Math.Abs), 1e-6);
        for (int i = 0; i < want.Length; i++) Assert.True(Math.Abs(want[i] - have[i]) <= within * scale, $"{name}, {i}: {want[i]} and {have[i]}, scale {scale}");
    }
}
