using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Fleets;

public sealed class ErrorBoundTests
{
    [Fact]
    public void Devices_without_noise_make_no_errors() =>
        Assert.All(CutPlan.Create(FleetModels.Request()).Fragments, f => Assert.Equal(0, ErrorBound.Of(FleetModels.Ideal, f.Program)));

    /// <summary>The law, on every fragment: against the density matrix, which knows nothing of the bound.</summary>
    [Theory]
    [InlineData("crz")]
    [InlineData("canonical")]
    [InlineData("su4")]
    public void No_variant_is_further_from_the_ideal_than_the_bound(string kernel)
    {
        KeyedRandom random = new Seed(501).For(kernel).Generator();
        foreach (DeviceProfile profile in (DeviceProfile[])[FleetModels.Fast, FleetModels.Middle, FleetModels.True])
            foreach (FragmentPlan fragment in CutPlan.Create(FleetModels.Request(kernel) with { Variants = VariantChoice.Minimal }).Fragments)
            {
                double bound = ErrorBound.Of(profile, fragment.Program), distance = 0;
                for (int trial = 0; trial < 5; trial++) distance = Math.Max(distance, MeanDistance(profile, fragment.Program, random));
                Assert.InRange(distance, 0, bound);
                Assert.True(distance > bound / 20, $"{profile.Name}, {kernel}, fragment {fragment.Fragment.Index}: {distance} of {bound} bounds nothing");
            }
    }

    [Fact]
    public void Readout_alone_is_bounded_by_its_larger_chance()
    {
        var profile = DeviceProfile.Create("misread", 5, noise: DeviceNoise.Uniform(5, 0, 0, double.PositiveInfinity, double.PositiveInfinity, 0.01, 0.03));
        foreach (FragmentPlan fragment in CutPlan.Create(FleetModels.Request()).Fragments)
            Assert.Equal(1 - Math.Pow(0.97, fragment.Program.MeasuredQubits.Length), ErrorBound.Of(profile, fragment.Program), 12);
    }

    /// <summary>Total variation distance, on the mean over the variants, of one sample with random angles.</summary>
    private static double MeanDistance(DeviceProfile profile, FragmentProgram program, KeyedRandom random)
    {
        double[] Angles(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-Math.PI, Math.PI))];
        var job = new FragmentJob(new JobKey(default, 0, 0, program.Variants.Length, 0, 1), program.Hash, Angles(program.Circuit.WeightCount), Angles(program.Circuit.InputCount), new JobAsk.Probabilities());
        double[] Run(IQuantumDevice device) => Assert.IsType<JobOutcome.Evaluated>(device.Run(program, job)).Probabilities;
        return Run(new NoisyDevice(profile)).Zip(Run(new StateVectorDevice(DeviceProfile.FiveQubit)), (a, b) => Math.Abs(a - b)).Sum() / 2 / program.Variants.Length;
    }
}
