using QuantumCluster.Actors.Settings;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Actors.Tests.Settings;

public sealed class ProfileSettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Shipped_profiles_are_five_of_five_qubits_and_only_two_are_ideal()
    {
        var all = ProfileSettings.LoadAll();
        Assert.Equal(["ideal", "noisy", "slow", "superconducting", "trapped-ion"], all.Keys);
        Assert.All(all, p => Assert.Equal((p.Key, 5), (p.Value.Name, p.Value.Qubits)));
        Assert.Equal(["ideal", "slow"], all.Values.Where(p => p.Noise is null).Select(p => p.Name));
        Assert.Equal(["ideal"], all.Values.Where(p => !p.HasDurations).Select(p => p.Name));
        Assert.Equal(5, all.Values.Select(p => p.Digest).Distinct().Count());
    }

    [Fact]
    public void Ideal_profile_is_of_the_class_of_the_papers_processor() => Assert.Equal(DeviceProfile.FiveQubit.Digest, ProfileSettings.Load("ideal").Digest);

    [Fact]
    public void Figures_are_read_with_their_units()
    {
        DeviceProfile p = ProfileSettings.Load("superconducting");
        Assert.Equal((71.1e-9, 368e-9, 0.15), (p.Times.OneQubitGate, p.Times.TwoQubitGate, p.Times.CircuitLoad), Tolerantly);
        Assert.Equal(102.2e-6, p.Noise!.T2[0], 1e-12);
        Assert.Equal(0.1226, p.Noise.ZeroForOne[2]);
        Assert.Equal(new QueueLatency.LogNormal(2, 0.5), p.QueueLatency);
        Assert.Equal((0.01, 100, 100_000), (p.Drift!.Spread, p.Drift.RecalibrateEvery, p.ShotLimit));
        Assert.Equal(new NativeGates(Entangler.Xx, Coupling.All, true), ProfileSettings.Load("trapped-ion").Gates);
        Assert.Equal(0.01, ProfileSettings.Load("slow").Times.ShotPeriod, 1e-15);
    }

    [Fact]
    public void Users_profile_stands_beside_the_shipped_ones_and_changes_what_it_names_of_them()
    {
        File.WriteAllText(_file, "quantum-cluster.profiles { mine { qubits = 3, noise { t1 = 20us } }\n superconducting { noise.t1 = 1ms, queue.kind = none } }");
        Assert.All(ProfileSettings.Load("mine", _file).Noise!.T2, t2 => Assert.Equal(40e-6, t2, 1e-18));
        DeviceProfile changed = ProfileSettings.Load("superconducting", _file), shipped = ProfileSettings.Load("superconducting");
        Assert.All(changed.Noise!.T1, t1 => Assert.Equal(1e-3, t1));
        Assert.Equal((shipped.Noise!.TwoQubitError, new QueueLatency.None()), (changed.Noise.TwoQubitError, changed.QueueLatency));

        File.WriteAllText(_file, "quantum-cluster.profiles.mine { qubits = 3, noise { t1 = 20us, t2 = 10us } }");
        Assert.Equal((3, 10e-6), (ProfileSettings.Load("mine", _file).Qubits, ProfileSettings.Load("mine", _file).Noise!.T2[2]), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-18);
        Assert.Equal(["ideal", "mine", "noisy", "slow", "superconducting", "trapped-ion"], ProfileSettings.LoadAll(_file).Keys);
        Assert.Equal(2, NodeSettings.Load(NodeRole.Worker, [_file]).Worker.Devices);
    }

    [Theory]
    [InlineData("mine { qubits = 3, colour = red }", "mine", "quantum-cluster.profiles.mine has colour; there are qubits,")]
    [InlineData("mine { }", "mine", "quantum-cluster.profiles.mine.qubits is missing; give it.")]
    [InlineData("mine { qubits = 3, times { readout = soon } }", "mine", "quantum-cluster.profiles.mine.times.readout is soon; it must be a time such as 35ns, 250us or 1.5s.")]
    [InlineData("mine { qubits = 3, noise { t1 = [1us, 2us] } }", "mine", "quantum-cluster.profiles.mine.noise.t1 has 2 figures for 3 qubits; give one for each, or one for all.")]
    [InlineData("mine { qubits = 3, noise { t1 = 1us, t2 = 3us } }", "mine", "T2 of qubit 0 is 3E-06 s; it must be above 0 and at most twice T1, 2E-06 s.")]
    [InlineData("mine { qubits = 11, noise { one-qubit-error = 0.1 } }", "mine", "a noisy device holds 1 to 10.")]
    [InlineData("mine { qubits = 3, queue { kind = pareto, least = 1s, shape = 0.5 } }", "mine", "Shape is 0.5; it must be above 1.")]
    [InlineData("mine { qubits = 3, gates.entangler = iswap }", "mine", "quantum-cluster.profiles.mine.gates.entangler is iswap; it must be cnot or cz or xx.")]
    [InlineData("mine { qubits = 3, drift { spread = 0.1, recalibrate-every = 10 } }", "mine", "drifts and has no noise that could")]
    [InlineData("mine { qubits = 3 }", "yours", "There is no device profile yours; there are ideal, mine, noisy, slow, superconducting, trapped-ion.")]
    public void Bad_profiles_are_refused_with_key_value_and_limit(string profiles, string name, string expected)
    {
        File.WriteAllText(_file, $"quantum-cluster.profiles {{ {profiles} }}");
        Assert.Contains(expected, Assert.Throws<InvalidSettingException>(() => ProfileSettings.Load(name, _file)).Message);
    }

    private static bool Tolerantly((double, double, double) a, (double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-15 && Math.Abs(a.Item2 - b.Item2) < 1e-15 && Math.Abs(a.Item3 - b.Item3) < 1e-15;
}
