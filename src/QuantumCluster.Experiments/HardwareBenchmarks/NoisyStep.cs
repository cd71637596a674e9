using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.HardwareBenchmarks;

/// <summary>
/// Jobs for one noisy device as a worker runs them: all variants of the five-qubit fragment of the paper's cut, exact probabilities from the
/// density matrix. Every job has weights of its own, so each builds its transfer matrices anew.
/// </summary>
public sealed class NoisyStep
{
    /// <summary>Samples of one job.</summary>
    public const int Batch = 16;

    private const int Jobs = 8;

    private readonly IQuantumDevice _device;
    private readonly FragmentProgram _program;
    private readonly FragmentJob[] _jobs;

    /// <param name="profile">Name of a shipped profile with noise.</param>
    public NoisyStep(Kernel kernel, string profile = "superconducting")
    {
        _device = QuantumDevices.For(ProfileSettings.Load(profile));
        var ladder = new Ladder(8, 1, kernel);
        int width = _device.Profile.Qubits;
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Minimal, width, Granularity.Exact));
        _program = plan.Fragments[^1].Program;
        KeyedRandom random = new Seed(83).Generator();
        double[] inputs = [.. Enumerable.Range(0, ladder.Qubits * Batch).Select(_ => random.NextDouble(-1, 1))];
        _jobs = [.. Enumerable.Range(0, Jobs).Select(i => JobSplitter.Forward(plan, new Batch(ladder.InitialWeights(new Seed(84).For((ulong)i)), inputs, Batch), default)[^1])];
    }

    /// <summary>Runs of a variant on a sample in one <see cref="Run"/>.</summary>
    public int Variants => _jobs.Sum(job => (int)job.VariantExecutions(_program));

    /// <exception cref="InvalidOperationException">The device refuses.</exception>
    public void Run()
    {
        foreach (FragmentJob job in _jobs)
            if (_device.Run(_program, job) is JobOutcome.Refused refused) throw new InvalidOperationException(refused.Reason);
    }
}
