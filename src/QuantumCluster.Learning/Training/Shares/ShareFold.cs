using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>
/// Puts the outcomes of a step's shares together, always in the order of their keys and with one rounding per operation: the same bits
/// whoever computed the shares and whichever came first.
/// </summary>
internal static class ShareFold
{
    /// <summary>Mean loss of the step's images.</summary>
    /// <param name="outcomes">All shares of one step, in the order of their keys.</param>
    public static double Loss(IReadOnlyList<ShareOutcome> outcomes) => outcomes.Sum(o => o.Loss * o.Images) / outcomes.Sum(o => o.Images);

    /// <summary>Gives every trained parameter the gradient of the step's mean loss: the shares' gradients, each weighted by its part of the images.</summary>
    /// <inheritdoc cref="Loss" path="/param"/>
    public static void Gradients(IReadOnlyList<ShareOutcome> outcomes, IReadOnlyList<Parameter> trained)
    {
        using var scope = NewDisposeScope();
        int images = outcomes.Sum(o => o.Images), at = 0;
        foreach (Parameter parameter in trained)
        {
            int length = NetworkNumbers.Bytes([parameter]);
            var sum = new byte[length];
            foreach (ShareOutcome outcome in outcomes) Add(outcome.Gradients.Span.Slice(at, length), (double)outcome.Images / images, sum, parameter.dtype);
            at += length;
            Tensor gradient = zeros_like(parameter);
            NetworkNumbers.Write(sum, [gradient]);
            parameter.grad = gradient;
        }
    }

    /// <summary>Takes the shares' statistics into the running ones, share after share as if they had been seen one after another.</summary>
    /// <inheritdoc cref="Loss" path="/param"/>
    public static void Statistics(IReadOnlyList<ShareOutcome> outcomes, IReadOnlyList<NormBase> norms)
    {
        using var scope = NewDisposeScope();
        int at = 0;
        foreach (NormBase norm in norms)
        {
            foreach (Tensor running in OwnStatistics.Statistics(norm))
            {
                byte[] values = NetworkNumbers.Read([running]);
                foreach (ShareOutcome outcome in outcomes) Blend(MemoryMarshal.Cast<byte, float>(outcome.Statistics.Span.Slice(at, values.Length)), norm.momentum ?? 0, MemoryMarshal.Cast<byte, float>(values.AsSpan()));
                NetworkNumbers.Write(values, [running]);
                at += values.Length;
            }

            NetworkNumbers.Write(BitConverter.GetBytes(norm.num_batches_tracked!.item<long>() + outcomes.Count), [norm.num_batches_tracked!]);
        }
    }

    /// <summary>sum ← sum + weight · gradient.</summary>
    public static void Add(ReadOnlySpan<byte> gradient, double weight, Span<byte> sum, ScalarType type)
    {
        if (type == ScalarType.Float64)
        {
            ReadOnlySpan<double> wide = MemoryMarshal.Cast<byte, double>(gradient);
            Span<double> wideSum = MemoryMarshal.Cast<byte, double>(sum);
            for (int i = 0; i < wide.Length; i++) wideSum[i] += weight * wide[i];
            return;
        }

        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(gradient);
        Span<float> sums = MemoryMarshal.Cast<byte, float>(sum);
        float factor = (float)weight;
        for (int i = 0; i < numbers.Length; i++) sums[i] += factor * numbers[i];
    }

    /// <summary>running ← (1 − momentum) · running + momentum · batch, in double, as torch does it.</summary>
    public static void Blend(ReadOnlySpan<float> batch, double momentum, Span<float> running)
    {
        for (int i = 0; i < running.Length; i++) running[i] = (float)((1 - momentum) * running[i] + momentum * batch[i]);
    }
}
