using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices;

/// <summary>
/// Fixed programs whose result bits name a device's arithmetic: nodes with equal digests give equal bits. They use every gate of the
/// table, every preparation and basis, weights, inputs and constants, angles beyond every limit of the sine's reduction, and every kind of
/// job that the device takes, with few shots and with many; one has inputs where only gate by gate will do, the other fuses into blocks, and each is run in every precision.
/// </summary>
public static class SelfTest
{
    private const int Samples = 7;

    /// <returns>16 hexadecimal digits, lower case.</returns>
    /// <exception cref="ExecutionFailedException">The device does not run the program; it needs three qubits.</exception>
    public static string Digest(IQuantumDevice device) => Digest(device, Precision.Double, Precision.Float);

    internal static string Digest(IQuantumDevice device, params ReadOnlySpan<Precision> precisions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Precision precision in precisions)
        {
            Append(hash, device, GateByGate(precision));
            Append(hash, device, InBlocks(precision));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Append(IncrementalHash hash, IQuantumDevice device, FragmentProgram program)
    {
        KeyedRandom random = new Seed(20).Generator();
        double[] Draw(int count, double limit) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];
        double[] weights = Draw(program.Circuit.WeightCount, Math.PI), inputs = Draw(program.Circuit.InputCount * Samples, 10);
        (inputs[0], inputs[4], inputs[9]) = (-1e5, 3e9, -1e200);
        var key = new JobKey(default, 0, 0, program.Variants.Length, 0, Samples);
        double[] cotangents = Draw(program.Variants.Length * program.OutcomeCount * Samples, 1);

        JobAsk derivative = device.Profile.Noise is null ? new JobAsk.VectorJacobianProduct(cotangents) : new JobAsk.ShiftProduct(cotangents, 30, new Seed(23));

        foreach (JobAsk ask in new JobAsk[] { new JobAsk.Probabilities(), derivative, new JobAsk.Counts(30, new Seed(21)), new JobAsk.Counts(20_000, new Seed(22)) })
        {
            switch (device.Run(program, new FragmentJob(key, program.Hash, weights, inputs, ask)))
            {
                case JobOutcome.Evaluated evaluated:
                    Append(hash, evaluated.Probabilities);
                    break;
                case JobOutcome.Differentiated differentiated:
                    Append(hash, differentiated.InputGradients);
                    Append(hash, differentiated.WeightPartials);
                    break;
                case JobOutcome.Counted counted:
                    Append(hash, [.. counted.Counts.Select(c => (double)c)]);
                    break;
                case JobOutcome.Refused refused:
                    throw new ExecutionFailedException($"Device `{device.Profile.Name}` cannot run the self-test: {refused.Reason}");
                case JobOutcome.Faulted faulted:
                    throw new ExecutionFailedException($"Device `{device.Profile.Name}` failed on the self-test: {faulted.Reason}");
            }
        }
    }

    private static FragmentProgram GateByGate(Precision precision)
    {
        var operations = new List<Operation>();
        int weights = 0, inputs = 0;
        foreach (Gate gate in Gate.All)
            for (int target = 0; target < 3; target++)
            {
                Angle angle = !gate.HasAngle ? default : target switch
                {
                    0 => Angle.Weight(weights++),
                    1 => Angle.Input(inputs++),
                    _ => Angle.FromRadians(0.3 * gate.Code),
                };
                operations.Add(gate.Controls == 0 ? Operation.On(gate, target, angle) : Operation.Controlled(gate, (target + 1) % 3, target, angle));
            }

        return new FragmentProgram(Circuit.Create(3, weights, inputs, operations), [1], [2, 0], EveryVariant(), precision);
    }

    private static FragmentProgram InBlocks(Precision precision)
    {
        IEnumerable<Operation> operations =
        [
            Operation.On(Gate.H, 0), Operation.On(Gate.RY, 0, Angle.Input(0)),
            Operation.On(Gate.RY, 2, Angle.Input(1)), Operation.On(Gate.S, 2), Operation.On(Gate.RX, 2, Angle.Weight(0)),
            .. Kernel.Su4.On(0, 1, 1), .. Kernel.Crz.On(1, 2, 12), .. Kernel.Canonical.On(0, 1, 17), .. Kernel.Cry.On(2, 1, 12),
        ];
        return new FragmentProgram(Circuit.Create(3, 20, 2, operations), [1], [2, 0], EveryVariant(), precision);
    }

    private static ImmutableArray<Variant> EveryVariant() =>
    [
        .. from preparation in Enum.GetValues<Preparation>()
           from basis in Enum.GetValues<Basis>()
           select new Variant([preparation], [basis, Basis.X])
    ];

    private static void Append(IncrementalHash hash, double[] numbers)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (double number in numbers)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
