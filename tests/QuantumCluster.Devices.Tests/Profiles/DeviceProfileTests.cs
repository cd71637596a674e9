using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Profiles;

public sealed class DeviceProfileTests
{
    private static readonly DeviceTimes Times = new() { OneQubitGate = 1, TwoQubitGate = 2, Readout = 3, Reset = 4, ShotPeriod = 5, CircuitLoad = 6, JobOverhead = 7 };

    [Fact]
    public void Every_figure_is_in_the_digest_and_the_name_is_not()
    {
        DeviceProfile Make(NativeGates? gates = null, DeviceTimes? times = null, DeviceNoise? noise = null, QueueLatency? queue = null, Drift? drift = null, int shots = 100, int qubits = 2, string name = "a") =>
            DeviceProfile.Create(name, qubits, gates, times ?? Times, noise ?? Noise(qubits: qubits), queue, drift ?? new(new Seed(1), 0.1, 10), shots);
        DeviceProfile[] all =
        [
            Make(), Make(shots: 99), Make(qubits: 3), Make(new(Entangler.Cz, Coupling.Line, true)), Make(new(Entangler.Cnot, Coupling.All, true)), Make(new(Entangler.Cnot, Coupling.Line, false)),
            Make(times: Times with { OneQubitGate = 9 }), Make(times: Times with { TwoQubitGate = 9 }), Make(times: Times with { Readout = 9 }), Make(times: Times with { Reset = 9 }),
            Make(times: Times with { ShotPeriod = 9 }), Make(times: Times with { CircuitLoad = 9 }), Make(times: Times with { JobOverhead = 9 }),
            Make(noise: Noise(one: 0.2)), Make(noise: Noise(two: 0.2)), Make(noise: Noise(t1: 6)), Make(noise: Noise(t2: 4)), Make(noise: Noise(up: 0.2)), Make(noise: Noise(down: 0.2)),
            Make(queue: new QueueLatency.Fixed(1)), Make(queue: new QueueLatency.Normal(1, 2)), Make(queue: new QueueLatency.LogNormal(1, 2)), Make(queue: new QueueLatency.Pareto(1, 2)),
            Make(drift: new(new Seed(2), 0.1, 10)), Make(drift: new(new Seed(1), 0.2, 10)), Make(drift: new(new Seed(1), 0.1, 11)),
        ];
        Assert.Equal(all.Length, all.Select(p => p.Digest).Distinct().Count());
        Assert.Equal(all[0].Digest, Make(name: "b").Digest);
        Assert.Equal(all[0], Make());
        Assert.NotEqual(all[0], Make(name: "b"));
        Assert.Equal(16, all[0].Digest.Length);
    }

    [Fact]
    public void Figures_out_of_range_are_refused_in_a_sentence()
    {
        Refused("T2 of qubit 0 is 11 s; it must be above 0 and at most twice T1, 10 s.", () => Noise(t2: 11));
        Refused("The one-qubit error is 0.6; it must be from 0 to 0.5.", () => Noise(one: 0.6));
        Refused("The two-qubit error is -0.1; it must be from 0 to 0.75.", () => Noise(two: -0.1));
        Refused("The chance to read 1 from |0⟩ of qubit 0 is 0.7; it must be from 0 to 0.5.", () => Noise(up: 0.7));
        Refused("There are 2 T1, 1 T2 and 2 and 2 readout figures; give one of each for every qubit.", () => DeviceNoise.Create(0, 0, [1, 1], [1], [0, 0], [0, 0]));
        Refused("TwoQubitGate is -1 s; it must be from 0 to 86400 s.", () => new DeviceTimes { TwoQubitGate = -1 });
        Refused("The drift's spread is 2; it must be from 0 to 1.", () => new Drift(default, 2, 10));
        Refused("Recalibration is due every 0 steps; it must be from 1 to 100000.", () => new Drift(default, 0.1, 0));
        Refused("Wait is NaN s; it must be at least 0.", () => new QueueLatency.Fixed(double.NaN));
        Refused("Profile p has 3 qubits and noise figures for 2; give one of each for every qubit.", () => DeviceProfile.Create("p", 3, noise: Noise()));
        Refused("Profile p has 21 qubits; an ideal device holds 1 to 20.", () => DeviceProfile.Create("p", 21));
        Refused("Profile p has 11 qubits; a noisy device holds 1 to 10.", () => DeviceProfile.Create("p", 11, noise: Noise(qubits: 11)));
        Refused("Profile p takes 0 shots a job; it must be at least 1.", () => DeviceProfile.Create("p", 3, shotLimit: 0));
    }

    [Fact]
    public void Program_that_reads_nothing_has_one_outcome_and_its_gates_take_time()
    {
        var program = new FragmentProgram(Circuit.Create(2, 0, 0, [Operation.Controlled(Gate.CNOT, 0, 1)]), [], [], [new([], [])]);
        var profile = DeviceProfile.Create("p", 2, times: new() { TwoQubitGate = 2 }, noise: Noise());
        FragmentJob job = Programs.Job(program, [], [], 1);
        Assert.Equal([1.0], Assert.IsType<JobOutcome.Evaluated>(new NoisyDevice(profile).Run(program, job)).Probabilities);
        Assert.Equal(TimeSpan.FromSeconds(2), profile.TimeOf(program, job));
    }

    private static DeviceNoise Noise(double one = 0.1, double two = 0.1, double t1 = 5, double t2 = 5, double up = 0.1, double down = 0.1, int qubits = 2) =>
        DeviceNoise.Uniform(qubits, one, two, t1, t2, up, down);

    private static void Refused(string sentence, Func<object> make) => Assert.StartsWith(sentence, Assert.ThrowsAny<ArgumentException>(make).Message);
}
