using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Noise;

/// <summary>Noisy devices, and the oracle's twins of them.</summary>
internal static class NoisyScene
{
    /// <summary>No errors at all, and yet transpiled and run as a noisy device.</summary>
    public static DeviceProfile Faultless(NativeGates gates, int qubits) =>
        DeviceProfile.Create("faultless", qubits, gates, noise: DeviceNoise.Uniform(qubits, 0, 0, double.PositiveInfinity, double.PositiveInfinity, 0, 0));

    /// <summary>Every figure and every time differs from every other, so that none can stand in for another; strong, so that all can be seen.</summary>
    public static DeviceProfile Harsh(Entangler entangler = Entangler.Cnot, bool virtualZ = true, int qubits = 5, Coupling coupling = Coupling.Line) => DeviceProfile.Create(
        "harsh", qubits, new NativeGates(entangler, coupling, virtualZ), new DeviceTimes { OneQubitGate = 1e-6, TwoQubitGate = 3e-6, Readout = 5e-6, Reset = 7e-6 },
        DeviceNoise.Create(0.02, 0.06, [.. Each(qubits, q => 40e-6 + 7e-6 * q)], [.. Each(qubits, q => 35e-6 + 4e-6 * q)], [.. Each(qubits, q => 0.01 + 0.013 * q)], [.. Each(qubits, q => 0.03 + 0.017 * q)]));

    public static ReferenceNoisyDevice Twin(DeviceProfile profile) => new()
    {
        Entangler = profile.Gates.Entangler switch { Entangler.Cz => "CZ", Entangler.Xx => "XX", _ => "CNOT" },
        VirtualZ = profile.Gates.VirtualZ,
        OneQubitTime = profile.Times.OneQubitGate,
        TwoQubitTime = profile.Times.TwoQubitGate,
        OneQubitError = profile.Noise!.OneQubitError,
        TwoQubitError = profile.Noise.TwoQubitError,
        T1 = [.. profile.Noise.T1],
        T2 = [.. profile.Noise.T2],
        OneForZero = [.. profile.Noise.OneForZero],
        ZeroForOne = [.. profile.Noise.ZeroForOne],
    };

    /// <summary>What the oracle says of one variant and sample of a program whose qubits stand in line.</summary>
    public static double[] Oracle(DeviceProfile profile, FragmentProgram program, int variant, double[] weights, double[] inputs)
    {
        Variant v = program.Variants[variant];
        var preparations = program.PreparedQubits.Select((q, i) => (q, v.Preparations[i])).ToDictionary(p => p.q, p => Preparing(p.Item2));
        var preparationSlot = program.PreparedQubits.Where((_, i) => program.Variants.Any(o => o.Preparations[i] != Preparation.Zero)).ToHashSet();
        var basisSlot = program.MeasuredQubits.Where((_, i) => program.Variants.Any(o => o.Bases[i] != Basis.Z)).ToHashSet();
        return Twin(profile).Probabilities(program.Circuit, inputs, weights, preparations, [.. program.MeasuredQubits], string.Concat(v.Bases), preparationSlot, basisSlot);
    }

    public static double[] Evaluate(IQuantumDevice device, FragmentProgram program, double[] weights, double[] inputs, int samples, long step = 0) =>
        Assert.IsType<JobOutcome.Evaluated>(device.Run(program, Programs.Job(program, weights, inputs, samples) with { Step = step })).Probabilities;

    /// <summary>Random gates of every kind between any two qubits, with weights, inputs and constants, some of them shared; prepared and measured at random.</summary>
    public static FragmentProgram Random(ulong seed, int qubits, int gates, Precision precision = Precision.Double)
    {
        KeyedRandom random = new Seed(seed).Generator();
        Angle AnAngle() => random.NextInt(3) switch { 0 => Angle.Weight(random.NextInt(4)), 1 => Angle.Input(random.NextInt(3)), _ => Angle.FromRadians(random.NextDouble(-3, 3)) };
        var operations = new List<Operation>();
        for (int i = 0; i < gates; i++)
        {
            Gate gate = Gate.All[random.NextInt(Gate.All.Length)];
            int target = random.NextInt(qubits), control = (target + 1 + random.NextInt(Math.Max(1, qubits - 1))) % qubits;
            Angle angle = gate.HasAngle ? AnAngle() : default;
            if (gate.Controls == 0) operations.Add(Operation.On(gate, target, angle));
            else if (qubits > 1) operations.Add(Operation.Controlled(gate, control, target, angle));
        }

        int[] order = [.. Enumerable.Range(0, qubits)];
        random.Shuffle<int>(order);
        ImmutableArray<int> prepared = [.. order.Take(random.NextInt(3))];
        random.Shuffle<int>(order);
        ImmutableArray<int> measured = [.. order.Take(1 + random.NextInt(qubits))];
        return new(Circuit.Create(qubits, 4, 3, operations), prepared, measured,
            [.. Enumerable.Range(0, 4).Select(_ => new Variant([.. prepared.Select(_ => (Preparation)random.NextInt(6))], [.. measured.Select(_ => (Basis)random.NextInt(3))]))], precision);
    }

    /// <summary>[outcome] of one variant and sample.</summary>
    public static double[] Of(double[] table, FragmentProgram program, int variant, int sample, int samples) =>
        [.. Enumerable.Range(0, program.OutcomeCount).Select(o => table[(variant * program.OutcomeCount + o) * samples + sample])];

    private static IEnumerable<double> Each(int qubits, Func<int, double> figure) => Enumerable.Range(0, qubits).Select(figure);

    private static (string, double)? Preparing(Preparation preparation) => preparation switch
    {
        Preparation.One => ("RX", Math.PI),
        Preparation.Plus => ("RY", Math.PI / 2),
        Preparation.Minus => ("RY", -Math.PI / 2),
        Preparation.PlusI => ("RX", -Math.PI / 2),
        Preparation.MinusI => ("RX", Math.PI / 2),
        _ => null,
    };
}
