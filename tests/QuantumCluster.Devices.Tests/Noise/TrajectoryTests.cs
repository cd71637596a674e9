using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Noise;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Tests.Shots;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Noise;

public sealed class TrajectoryTests
{
    private const int Shots = 2500;

    /// <summary>Pearson's test of both against the exact probabilities, at fixed seeds; with 2 · 24 tests the worst of all is below 10⁻⁵ once in 2000 sets of seeds.</summary>
    [Fact]
    public void Trajectories_and_samples_of_the_density_matrix_have_its_distribution()
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            FragmentProgram program = NoisyScene.Random(seed + 40, 3, 20);
            var profile = NoisyScene.Harsh((Entangler)(seed % 3));
            double[] weights = Programs.Draw(seed + 100, 4), inputs = Programs.Draw(seed + 200, 3), exact = NoisyScene.Evaluate(new NoisyDevice(profile), program, weights, inputs, 1);
            foreach (NoiseMethod method in (ReadOnlySpan<NoiseMethod>)[NoiseMethod.Trajectories, NoiseMethod.TransferMatrices])
            {
                int[] counts = Counts(new NoisyDevice(profile, method), program, Programs.Job(program, weights, inputs, 1, new JobAsk.Counts(Shots, new Seed(seed))));
                for (int v = 0; v < program.Variants.Length; v++)
                {
                    double p = Goodness.PValue([.. NoisyScene.Of(exact, program, v, 0, 1).Select(q => q * Shots)], [.. Enumerable.Range(0, program.OutcomeCount).Select(o => (long)counts[v * program.OutcomeCount + o])]);
                    Assert.True(p > 1e-5, $"{method}, circuit {seed}, variant {v}: p = {p:E1}");
                }
            }
        }
    }

    [Fact]
    public void Shots_are_keyed_by_variant_and_sample_whatever_the_job()
    {
        FragmentProgram program = NoisyScene.Random(47, 3, 20);
        const int samples = 3;
        double[] weights = Programs.Draw(1, 4), inputs = Programs.Draw(2, 3 * samples);
        var device = new NoisyDevice(NoisyScene.Harsh(), NoiseMethod.Trajectories);
        FragmentJob whole = Programs.Job(program, weights, inputs, samples, new JobAsk.Counts(50, new Seed(9)));
        double[] expected = [.. Counts(device, program, whole).Select(c => (double)c)];
        FragmentJob part = whole with { Key = new(default, 0, 2, 1, 1, 2), Inputs = Programs.Columns(inputs, samples, 1, 2) };
        Near.SameBits(Programs.Columns(expected[(2 * program.OutcomeCount * samples)..(3 * program.OutcomeCount * samples)], samples, 1, 2), [.. Counts(device, program, part).Select(c => (double)c)]);
    }

    private static int[] Counts(IQuantumDevice device, FragmentProgram program, FragmentJob job) => Assert.IsType<JobOutcome.Counted>(device.Run(program, job)).Counts;
}
