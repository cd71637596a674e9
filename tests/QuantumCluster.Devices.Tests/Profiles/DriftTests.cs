using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Profiles;

public sealed class DriftTests
{
    private static readonly DeviceNoise Noise = DeviceNoise.Uniform(2, 0.001, 0.01, 1e-3, 1e-3, 0.01, 0.02);

    [Fact]
    public void Figures_are_a_function_of_seed_and_step()
    {
        DeviceProfile a = Profile(1), again = Profile(1), b = Profile(2);
        foreach (long step in (ReadOnlySpan<long>)[17, 3, 123_456_789_017])
        {
            Assert.Equal(Figures(a.NoiseAt(step)!), Figures(again.NoiseAt(step)!));
            Assert.NotEqual(Figures(a.NoiseAt(step)!), Figures(b.NoiseAt(step)!));
            Assert.Equal(Figures(a.NoiseAt(step)!).Length, Figures(a.NoiseAt(step)!).Zip(Figures(Noise), (x, y) => x / y).Distinct().Count());
        }
    }

    [Fact]
    public void Calibration_brings_every_figure_back_and_each_period_wanders_its_own_way()
    {
        DeviceProfile profile = Profile(1);
        foreach (long step in (ReadOnlySpan<long>)[0, 50, 100, 5_000_000_000]) Assert.Equal(Figures(Noise), Figures(profile.NoiseAt(step)!));
        Assert.NotEqual(Figures(profile.NoiseAt(20)!), Figures(profile.NoiseAt(70)!));
        Assert.Equal(Figures(Noise), Figures(Profile(1, spread: 0).NoiseAt(49)!));
    }

    /// <summary>k steps after a calibration the logarithms have the variance k · spread²: over 400 periods and 8 free figures within 10 %, four standard errors of a χ² of 3,200.</summary>
    [Fact]
    public void Spread_grows_with_the_root_of_the_steps_since()
    {
        DeviceProfile profile = Profile(7);
        foreach (int since in (ReadOnlySpan<int>)[1, 9, 49])
        {
            double squares = 0;
            for (int period = 0; period < 400; period++)
                squares += Figures(profile.NoiseAt(50L * period + since)!).Zip(Figures(Noise)).Where((_, i) => i is not (4 or 5)).Sum(f => Math.Pow(Math.Log(f.First / f.Second), 2));
            Assert.Equal(since * 0.02 * 0.02, squares / (400 * 8), 0.1 * since * 0.02 * 0.02);
        }
    }

    [Fact]
    public void Figures_stay_in_range_however_far_they_wander()
    {
        DeviceProfile wild = Profile(3, spread: 1);
        for (long step = 0; step < 500; step++) Assert.Equal(2, wild.NoiseAt(step)!.Qubits); // Create refuses what is out of range
    }

    [Fact]
    public void Device_without_drift_stays_as_it_is_and_steps_count_from_zero()
    {
        Assert.Same(Noise, DeviceProfile.Create("still", 2, noise: Noise).NoiseAt(99));
        Assert.Null(DeviceProfile.FiveQubit.NoiseAt(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Profile(1).NoiseAt(-1));
    }

    private static DeviceProfile Profile(ulong seed, double spread = 0.02) => DeviceProfile.Create("drifting", 2, noise: Noise, drift: new(new Seed(seed), spread, 50));

    /// <summary>T2 at 4 and 5.</summary>
    private static double[] Figures(DeviceNoise noise) => [noise.OneQubitError, noise.TwoQubitError, .. noise.T1, .. noise.T2, .. noise.OneForZero, .. noise.ZeroForOne];
}
