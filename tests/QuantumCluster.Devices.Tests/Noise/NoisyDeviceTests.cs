using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Noise;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Noise;

public sealed class NoisyDeviceTests
{
    private static readonly DeviceProfile Harsh = NoisyScene.Harsh();

    [Theory]
    [InlineData("crz", Entangler.Cnot, true)]
    [InlineData("cry", Entangler.Cz, true)]
    [InlineData("canonical", Entangler.Xx, true)]
    [InlineData("su4", Entangler.Cnot, false)]
    [InlineData("su4", Entangler.Xx, false)]
    public void Probabilities_are_the_oracles(string kernel, Entangler entangler, bool virtualZ)
    {
        FragmentProgram program = Ladder(kernel, 4);
        DeviceProfile profile = NoisyScene.Harsh(entangler, virtualZ, 4);
        const int samples = 2;
        double[] weights = Programs.Draw(1, program.Circuit.WeightCount), inputs = Programs.Draw(2, program.Circuit.InputCount * samples);
        double[] table = NoisyScene.Evaluate(new NoisyDevice(profile), program, weights, inputs, samples);
        for (int v = 0; v < program.Variants.Length; v++)
            for (int s = 0; s < samples; s++)
                Near.Equal(NoisyScene.Oracle(profile, program, v, weights, Programs.Columns(inputs, samples, s, 1)), NoisyScene.Of(table, program, v, s, samples), 1e-12, $"variant {v} sample {s}");
    }

    [Fact]
    public void Fused_matrices_agree_with_the_density_matrix_on_any_circuit()
    {
        for (ulong seed = 0; seed < 24; seed++)
        {
            FragmentProgram program = NoisyScene.Random(seed, 1 + (int)(seed % 4), 25);
            DeviceProfile profile = NoisyScene.Harsh((Entangler)(seed % 3), seed % 2 == 0, 5, (Coupling)(seed / 2 % 2));
            double[] weights = Programs.Draw(seed + 100, 4), inputs = Programs.Draw(seed + 200, 6);
            Near.Equal(NoisyScene.Evaluate(new NoisyDevice(profile, NoiseMethod.DensityMatrix), program, weights, inputs, 2),
                NoisyScene.Evaluate(new NoisyDevice(profile), program, weights, inputs, 2), 1e-12, $"circuit {seed} ");
        }
    }

    [Fact]
    public void Floats_agree_with_doubles()
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            double[] weights = Programs.Draw(seed + 100, 4), inputs = Programs.Draw(seed + 200, 9, 20);
            Near.Equal(NoisyScene.Evaluate(new NoisyDevice(Harsh), NoisyScene.Random(seed, 3, 25), weights, inputs, 3),
                NoisyScene.Evaluate(new NoisyDevice(Harsh), NoisyScene.Random(seed, 3, 25, Precision.Float), weights, inputs, 3), 1e-5, $"circuit {seed} ");
        }
    }

    [Fact]
    public void Bits_depend_on_neither_the_width_of_vectors_nor_the_sharding()
    {
        FragmentProgram program = Ladder("su4", 4);
        const int samples = 19;
        double[] weights = Programs.Draw(3, program.Circuit.WeightCount), inputs = Programs.Draw(4, program.Circuit.InputCount * samples);
        FragmentJob whole = Programs.Job(program, weights, inputs, samples);
        foreach (JobAsk ask in new JobAsk[] { new JobAsk.Probabilities(), new JobAsk.Counts(500, new Seed(5)) })
        {
            double[] expected = Numbers(new NoisyDevice(Harsh, NoiseMethod.TransferMatrices, LaneWidth.Bits128), program, whole with { Ask = ask });
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            {
                var device = new NoisyDevice(Harsh, NoiseMethod.TransferMatrices, width);
                Near.SameBits(expected, Numbers(device, program, whole with { Ask = ask }), $"{width} ");
                foreach ((int first, int count, int variant) in (ReadOnlySpan<(int, int, int)>)[(0, 1, 2), (3, 7, 0), (10, 9, 1)])
                {
                    FragmentJob part = whole with { Ask = ask, Key = new(default, 0, variant, 1, first, count), Inputs = Programs.Columns(inputs, samples, first, count) };
                    double[] rows = expected[(variant * program.OutcomeCount * samples)..((variant + 1) * program.OutcomeCount * samples)];
                    Near.SameBits(Programs.Columns(rows, samples, first, count), Numbers(device, program, part), $"{width} samples from {first} ");
                }
            }
        }
    }

    [Fact]
    public void Job_before_leaves_no_trace()
    {
        FragmentProgram program = Ladder("crz", 4);
        double[] a = Programs.Draw(6, program.Circuit.WeightCount), b = [.. a.Select((w, i) => i == 7 ? -w : w)], inputs = Programs.Draw(7, program.Circuit.InputCount);
        var device = new NoisyDevice(Harsh);
        double[] first = NoisyScene.Evaluate(device, program, a, inputs, 1), other = NoisyScene.Evaluate(device, program, b, inputs, 1);
        Assert.True(Near.LargestDifference(first, other) > 1e-3);
        Near.SameBits(first, NoisyScene.Evaluate(device, program, a, inputs, 1));
        Near.SameBits(other, NoisyScene.Evaluate(new NoisyDevice(Harsh), program, b, inputs, 1));
    }

    [Fact]
    public void Concurrent_jobs_of_other_weights_steps_and_programs_do_not_meet()
    {
        var device = new NoisyDevice(DeviceProfile.Create("drifting", 5, Harsh.Gates, Harsh.Times, Harsh.Noise, drift: new(new Seed(1), 0.1, 10)));
        FragmentProgram[] programs = [Ladder("crz", 4), Ladder("su4", 4)];
        double[] Run(IQuantumDevice on, int i)
        {
            FragmentProgram program = programs[i % 2];
            return NoisyScene.Evaluate(on, program, Programs.Draw((ulong)(i / 2 % 3), program.Circuit.WeightCount), Programs.Draw(9, program.Circuit.InputCount), 1, step: i % 5);
        }

        double[][] together = new double[60][];
        Parallel.For(0, together.Length, new() { MaxDegreeOfParallelism = 8 }, i => together[i] = Run(device, i));
        for (int i = 0; i < together.Length; i++) Near.SameBits(Run(new NoisyDevice(device.Profile), i), together[i], $"job {i} ");
        Assert.True(Near.LargestDifference(together[0], together[6]) > 1e-6); // the same job in another step
    }

    [Fact]
    public void Bits_are_those_of_every_other_machine() =>
        // Also with DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0. Change it only when the order of operations is changed on purpose.
        Assert.Equal("9783b5a4be91168b", SelfTest.Digest(new NoisyDevice(Harsh)));

    [Fact]
    public void Adjoint_derivatives_exact_trajectories_and_ideal_profiles_are_refused()
    {
        FragmentProgram program = Ladder("crz", 4);
        FragmentJob job = Programs.Job(program, new double[program.Circuit.WeightCount], new double[program.Circuit.InputCount], 1);
        string Refusal(IQuantumDevice device, JobAsk ask) => Assert.IsType<JobOutcome.Refused>(device.Run(program, job with { Ask = ask })).Reason;
        Assert.Equal("Device `harsh` has noise and gives no derivatives by adjoint, as hardware does not; use --gradient shift.", Refusal(new NoisyDevice(Harsh), new JobAsk.VectorJacobianProduct([])));
        Assert.StartsWith("Device `harsh` runs trajectories and answers counts alone", Refusal(new NoisyDevice(Harsh, NoiseMethod.Trajectories), new JobAsk.Probabilities()));
        Assert.Equal("The job is of step -1; steps count from 0.", Assert.IsType<JobOutcome.Refused>(new NoisyDevice(Harsh).Run(program, job with { Step = -1 })).Reason);
        Assert.Contains("is ideal; use a state-vector device", Assert.Throws<ArgumentException>(() => new NoisyDevice(DeviceProfile.FiveQubit)).Message);
        Assert.IsType<NoisyDevice>(QuantumDevices.For(Harsh));
        Assert.IsType<StateVectorDevice>(QuantumDevices.For(DeviceProfile.FiveQubit));
    }

    private static FragmentProgram Ladder(string kernel, int qubits) => new(new Ladder(qubits, 1, Kernel.Named(kernel)!).ToCircuit(), [0, 2], [3, 0, 1],
    [
        new([Preparation.Zero, Preparation.PlusI], [Basis.Z, Basis.Z, Basis.X]), new([Preparation.One, Preparation.Plus], [Basis.Z, Basis.X, Basis.Y]),
        new([Preparation.Minus, Preparation.MinusI], [Basis.Z, Basis.Y, Basis.Z]),
    ]);

    private static double[] Numbers(IQuantumDevice device, FragmentProgram program, FragmentJob job) => device.Run(program, job) switch
    {
        JobOutcome.Evaluated evaluated => evaluated.Probabilities,
        JobOutcome.Counted counted => [.. counted.Counts.Select(c => (double)c)],
        JobOutcome other => throw new InvalidOperationException($"{other}"),
    };
}
