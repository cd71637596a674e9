using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Tests;

/// <summary>Programs and jobs that the tests run.</summary>
internal static class Programs
{
    public static StateVectorDevice Device { get; } = new(DeviceProfile.FiveQubit);

    /// <summary>A dense ladder on which qubits start prepared and are measured in every basis somewhere.</summary>
    public static FragmentProgram Dense(int qubits = 4, params int[] prepared)
    {
        Circuit circuit = new Ladder(qubits, 1, Kernel.Su4).ToCircuit();
        int[] measured = qubits > 2 ? [qubits - 1, 0, 1] : [1, 0];
        Preparation[] preparations = Enum.GetValues<Preparation>();
        Basis[] bases = Enum.GetValues<Basis>();
        var variants = Enumerable.Range(0, 7).Select(v => new Variant(
            [.. prepared.Select((_, i) => preparations[(v + 2 * i) % 6])],
            [.. measured.Select((_, i) => bases[(v + i) % 3])]));
        return new FragmentProgram(circuit, [.. prepared], [.. measured], [.. variants]);
    }

    public static double[] Draw(ulong seed, int count, double limit = 3)
    {
        KeyedRandom random = new Seed(seed).Generator();
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];
    }

    /// <summary>Columns first … first + count − 1 of a [rows, samples] table.</summary>
    public static double[] Columns(double[] table, int samples, int first, int count) =>
        [.. Enumerable.Range(0, table.Length / samples).SelectMany(r => table.AsSpan(r * samples + first, count).ToArray())];

    public static FragmentJob Job(FragmentProgram program, double[] weights, double[] inputs, int samples, JobAsk? ask = null) =>
        new(new JobKey(default, 0, 0, program.Variants.Length, 0, samples), program.Hash, weights, inputs, ask ?? new JobAsk.Probabilities());

    public static double[] Probabilities(FragmentProgram program, FragmentJob job) =>
        Assert.IsType<JobOutcome.Evaluated>(Device.Run(program, job)).Probabilities;

    public static JobOutcome.Differentiated Gradients(FragmentProgram program, FragmentJob job) =>
        Assert.IsType<JobOutcome.Differentiated>(Device.Run(program, job));
}
