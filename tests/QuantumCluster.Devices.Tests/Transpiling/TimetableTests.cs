using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Transpiling;

public sealed class TimetableTests
{
    private static readonly DeviceTimes Times = new() { OneQubitGate = 1e-6, TwoQubitGate = 10e-6, Readout = 100e-6, Reset = 1000e-6, CircuitLoad = 10e-3, JobOverhead = 0.1 };

    /// <summary>
    /// Two kernels of `crz` in a row. Encoding 1 µs; then five CNOTs of 10 µs with the two RYs of 1 µs between them: 52 µs. The second kernel
    /// waits for the first to be done with qubit 1, but for its last turn, which CRZ leaves virtual.
    /// </summary>
    [Fact]
    public void Circuit_takes_as_long_as_its_longest_chain_of_gates()
    {
        FragmentProgram program = Program(new Ladder(3, 1, Kernel.Crz).ToCircuit(), Basis.Z);
        Assert.Equal(1e-6 + 2 * 52e-6, Shot(program) - 1100e-6, 1e-12);
        Assert.Equal(1e-6 + 2 * 52e-6 + 1e-6, Shot(Program(new Ladder(3, 1, Kernel.Crz).ToCircuit(), Basis.X)) - 1100e-6, 1e-12);
    }

    [Fact]
    public void Gates_on_other_qubits_run_at_the_same_time()
    {
        Circuit parallel = Circuit.Create(4, 0, 0, [Operation.Controlled(Gate.CNOT, 0, 1), Operation.Controlled(Gate.CNOT, 2, 3), Operation.On(Gate.H, 0), Operation.On(Gate.X, 3)]);
        Assert.Equal(11e-6, Shot(Program(parallel, Basis.Z)) - 1100e-6, 1e-12);
    }

    [Fact]
    public void Job_takes_its_overhead_its_circuits_and_their_shots()
    {
        FragmentProgram program = Program(Circuit.Create(1, 0, 0, [Operation.On(Gate.H, 0)]), Basis.Z, Basis.X);
        var profile = DeviceProfile.Create("timed", 5, times: Times);
        FragmentJob job = Programs.Job(program, [], [], 3);
        double shot = 1000e-6 + 2e-6 + 100e-6; // the variant in X has a slot of its own, which both wait for
        Assert.Equal(0.1 + 6 * (10e-3 + shot), profile.TimeOf(program, job).TotalSeconds, 1e-7);
        Assert.Equal(0.1 + 6 * (10e-3 + 500 * shot), profile.TimeOf(program, job with { Ask = new JobAsk.Counts(500, default) }).TotalSeconds, 1e-6);
        Assert.Equal(0.1 + 3 * (10e-3 + 500 * shot), profile.TimeOf(program, job with { Key = new(default, 0, 1, 1, 4, 3), Ask = new JobAsk.Counts(500, default) }).TotalSeconds, 1e-6);
        Assert.Equal(TimeSpan.Zero, DeviceProfile.FiveQubit.TimeOf(program, job));
    }

    [Fact]
    public void Shots_come_no_faster_than_the_control_system_allows()
    {
        FragmentProgram program = Program(Circuit.Create(1, 0, 0, [Operation.On(Gate.H, 0)]), Basis.Z);
        var profile = DeviceProfile.Create("slow", 5, times: Times with { ShotPeriod = 0.02 });
        Assert.Equal(0.1 + 10e-3 + 100 * 0.02, profile.TimeOf(program, Programs.Job(program, [], [], 1, new JobAsk.Counts(100, default))).TotalSeconds, 1e-6);
    }

    /// <summary>Every shift runs every variant anew: RY has two terms, CRZ four.</summary>
    [Fact]
    public void Parameter_shift_takes_the_time_of_all_its_shifts()
    {
        Circuit circuit = Circuit.Create(2, 2, 0, [Operation.On(Gate.RY, 0, Angle.Weight(0)), Operation.Controlled(Gate.CRZ, 0, 1, Angle.Weight(1))]);
        FragmentProgram program = Program(circuit, Basis.Z);
        double shot = 1100e-6 + 21e-6;
        var ask = new JobAsk.ShiftProduct(new double[4], 50, default);
        Assert.Equal(0.1 + 6 * (10e-3 + 50 * shot), DeviceProfile.Create("timed", 5, times: Times).TimeOf(program, Programs.Job(program, [0, 0], [], 1, ask)).TotalSeconds, 1e-6);
    }

    private static FragmentProgram Program(Circuit circuit, params Basis[] bases) =>
        new(circuit, [], [.. Enumerable.Range(0, circuit.QubitCount)], [.. bases.Select(b => new Variant([], [.. Enumerable.Repeat(b, circuit.QubitCount)]))]);

    private static double Shot(FragmentProgram program) => DeviceTime.Shot(DeviceProfile.Create("timed", 5, times: Times), program);
}
