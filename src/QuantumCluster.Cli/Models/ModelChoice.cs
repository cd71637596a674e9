using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Cli.Models;

/// <summary>Which network is trained: always one of the nested cases.</summary>
internal abstract record ModelChoice
{
    private ModelChoice() { }

    /// <summary>The devices that run its circuit; null for any five-qubit ones without noise, or where there is no circuit.</summary>
    public abstract DeviceProfile? Profile { get; }

    /// <summary>A word for folder names.</summary>
    public abstract string Name { get; }

    /// <summary>A phrase for logs.</summary>
    public abstract string InWords { get; }

    /// <summary>The network before training, or before its trained state is put in.</summary>
    /// <param name="executor">Runs the circuit; used, not owned.</param>
    /// <param name="run">The run's seed, which keys all initial weights.</param>
    public abstract ImageClassifier Build(int classes, IFragmentExecutor executor, Seed run);

    /// <summary>The paper's model.</summary>
    public sealed record Hybrid(Kernel Kernel, CircuitForm Form, OutputForm Output, VariantChoice Variants, Precision Precision, DeviceProfile? Devices) : ModelChoice
    {
        // An uncut circuit needs devices that hold all of it, which no five-qubit one does.
        public override DeviceProfile? Profile => Devices ?? (Form == CircuitForm.Uncut ? DeviceProfile.Simulator(LadderPlan.Paper(Kernel).Qubits) : null);

        public override string InWords => $"kernel {Kernel}{(Form == CircuitForm.Cut ? "" : $" {ModelWords.Of(Form)}")}{(Output == OutputForm.Marginal ? "" : $", read as {ModelWords.Of(Output)}")}";

        public override string Name => Form == CircuitForm.Cut ? Kernel.Name : $"{Kernel.Name}-{ModelWords.Of(Form)}";

        public override ImageClassifier Build(int classes, IFragmentExecutor executor, Seed run)
        {
            LadderPlan plan = ToPlan();
            return new HybridNetwork(classes, plan.Plan, plan.Ladder.InitialWeights(run.For("quantum")), executor, run.For("network"));
        }

        /// <exception cref="Door.BadInputException">The circuit cannot be cut so for these devices.</exception>
        public LadderPlan ToPlan()
        {
            Ladder ladder = LadderPlan.Paper(Kernel);
            Readout readout = Output switch
            {
                OutputForm.Marginal => LadderPlan.LastFive(ladder.Qubits),
                OutputForm.Paulis => new Readout.Expectations([.. Enumerable.Range(0, ladder.Qubits).Select(q => PauliString.Parse(new string('I', q) + "Z" + new string('I', ladder.Qubits - q - 1)))]),
                _ => throw new InvalidOperationException($"There is no output {Output}."),
            };
            return Form switch
            {
                CircuitForm.Cut => LadderPlan.Cut(ladder, readout, Variants, Precision, Devices),
                CircuitForm.ReuploadAtCut => LadderPlan.ReuploadAtCut(ladder, readout, Variants, Precision, Devices),
                CircuitForm.Uncut => Devices is null ? LadderPlan.Uncut(ladder, readout, Precision) : LadderPlan.Uncut(ladder, readout, Precision, Devices),
                _ => throw new InvalidOperationException($"There is no circuit {Form}."),
            };
        }
    }

    /// <summary>The hybrid without its circuit: no cluster has anything to do.</summary>
    public sealed record Twin : ModelChoice
    {
        public override DeviceProfile? Profile => null;

        public override string Name => ModelWords.Twin;

        public override string InWords => "classical twin";

        public override ImageClassifier Build(int classes, IFragmentExecutor executor, Seed run) => new ClassicalTwin(classes, LadderPlan.Paper(Kernel.Crz).Qubits, run.For("network"));
    }
}

/// <summary>Which circuit a hybrid runs.</summary>
internal enum CircuitForm
{
    /// <summary>The paper's eight qubits, cut into 4 + 5.</summary>
    Cut,

    /// <summary>The same circuit whole, on devices of eight qubits: the same numbers to rounding.</summary>
    Uncut,

    /// <summary>Another circuit, whose cut qubit is encoded a second time.</summary>
    ReuploadAtCut,
}

/// <summary>What a hybrid's head is fed with.</summary>
internal enum OutputForm
{
    /// <summary>The 32 probabilities of the last five qubits.</summary>
    Marginal,

    /// <summary>⟨Z⟩ of every qubit.</summary>
    Paulis,
}
