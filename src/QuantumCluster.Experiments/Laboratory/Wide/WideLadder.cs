using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.Laboratory.Wide;

/// <summary>A ladder of some width on five-qubit devices, asked for every ⟨Z⟩.</summary>
internal sealed class WideLadder
{
    private readonly LocalExecutor _devices = new(new StateVectorDevice(DeviceProfile.FiveQubit));
    private readonly LocalExecutor? _wide;
    private readonly CutPlan? _whole;

    /// <param name="name">Kernel and variant set, as reports have it.</param>
    public WideLadder(string name, Ladder ladder, VariantChoice variants)
    {
        (Name, Ladder) = (name, ladder);
        int width = DeviceProfile.FiveQubit.Qubits;
        Plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.EachZ(ladder.Qubits), LadderCuts.Along(ladder, width), variants, width, Granularity.Exact));
        if (ladder.Kernel == Kernel.Crz || ladder.Qubits > MostUncut) return;
        _whole = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.EachZ(ladder.Qubits), [], VariantChoice.Auto, ladder.Qubits, Granularity.Exact));
        _wide = new LocalExecutor(new StateVectorDevice(DeviceProfile.Simulator(ladder.Qubits)));
    }

    /// <summary>Widest ladder that is also simulated uncut.</summary>
    public const int MostUncut = 16;

    public string Name { get; }

    public Ladder Ladder { get; }

    public CutPlan Plan { get; }

    /// <summary>With what the exact result is compared; null where nothing of other making is there.</summary>
    public string? Reference => Ladder.Kernel == Kernel.Crz ? "Markov chain" : _whole is not null ? "uncut state vector" : null;

    /// <summary>Jobs of a forward and a backward pass of a batch.</summary>
    public int JobsOf(int samples)
    {
        var batch = new Batch(new double[Ladder.WeightCount], new double[Ladder.Qubits * samples], samples);
        var cotangents = new FragmentTensors([.. Plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * samples])], samples);
        return new RunJobs(Plan, batch, null, default).Count + new RunJobs(Plan, batch, cotangents, default).Count;
    }

    public Batch Draw(Seed seed)
    {
        KeyedRandom random = seed.Generator();
        double[] Angles(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-Math.PI / 2, Math.PI / 2))];
        return new Batch(Angles(Ladder.WeightCount), Angles(Ladder.Qubits), 1);
    }

    public async Task<double[]> ExactAsync(Batch batch, CancellationToken cancellation) => (await _devices.ForwardAsync(Plan, batch, cancellation).ConfigureAwait(false)).Outputs;

    public async Task<double[]> SampledAsync(Batch batch, ShotPlan shots, CancellationToken cancellation) => (await _devices.SampleAsync(Plan, batch, shots, cancellation).ConfigureAwait(false)).Outputs;

    /// <summary>What <see cref="Reference"/> says; null where there is none.</summary>
    public async Task<double[]?> ReferenceAsync(Batch batch, CancellationToken cancellation)
    {
        if (Ladder.Kernel == Kernel.Crz) return MarkovChain.ExpectationsOfZ(batch.Inputs, batch.Weights);
        return _wide is null ? null : (await _wide.ForwardAsync(_whole!, batch, cancellation).ConfigureAwait(false)).Outputs;
    }
}
