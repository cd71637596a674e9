using System.Runtime.InteropServices;
using System.Security.Cryptography;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Recording;

/// <summary>
/// An outcome whose numbers are replaced by their digest, itself as numbers: two such outcomes are equal when the two outcomes were, bit
/// for bit, which is all that a ledger ever asks of numbers.
/// </summary>
internal static class NumberlessOutcome
{
    /// <summary>128 bits of a SHA-256.</summary>
    public const int DigestBytes = 16;

    public static JobOutcome Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Evaluated e => new JobOutcome.Evaluated(e.Key, Numbers(Digest(e.Probabilities, []))),
        JobOutcome.Counted c => new JobOutcome.Counted(c.Key, [.. MemoryMarshal.Cast<byte, int>(Shortened(MemoryMarshal.AsBytes<int>(c.Counts), []))]),
        JobOutcome.Differentiated { Variances: { } v } d =>
            new JobOutcome.Differentiated(d.Key, Numbers(Digest([.. d.InputGradients, .. v.Inputs], [.. d.WeightPartials, .. v.Weights])), []),
        JobOutcome.Differentiated d => new JobOutcome.Differentiated(d.Key, Numbers(Digest(d.InputGradients, d.WeightPartials)), []),
        JobOutcome.Refused or JobOutcome.Faulted => outcome,
        _ => throw new ArgumentException($"{outcome.GetType().Name} cannot be recorded.", nameof(outcome)),
    };

    /// <summary>The digest as doubles: four whole numbers, so that no bit pattern is one that equals another or not even itself.</summary>
    public static double[] Numbers(ReadOnlySpan<byte> digest)
    {
        var numbers = new double[DigestBytes / sizeof(uint)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BitConverter.ToUInt32(digest[(i * sizeof(uint))..]);
        return numbers;
    }

    public static byte[] Bytes(double[] numbers) => [.. numbers.SelectMany(n => BitConverter.GetBytes((uint)n))];

    private static byte[] Digest(double[] first, double[] second) => Shortened(MemoryMarshal.AsBytes<double>(first), MemoryMarshal.AsBytes<double>(second));

    // How many numbers are in the first part is hashed too: moving one into the second is another outcome.
    private static byte[] Shortened(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(first.Length));
        hash.AppendData(first);
        hash.AppendData(second);
        return hash.GetHashAndReset()[..DigestBytes];
    }
}
