using Akka.Actor;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Coordination;

/// <summary>A run that a client waits for: how it divides into jobs, what its outcomes must look like, and how they become its result.</summary>
internal abstract class RunUnderWay(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client)
{
    public RunId Id => submission.Run;

    public IActorRef Client => client;

    protected CutPlan Plan => plan;

    protected Batch Batch => submission.Batch;

    /// <exception cref="ArgumentException">The submission does not fit the plan.</exception>
    public static RunUnderWay Of(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client)
    {
        JobSplitter.RequireFits(plan, submission.Batch);
        return submission.Cotangents is { } cotangents ? new BackwardRun(plan, submission, cotangents, client) : new ForwardRun(plan, submission, client);
    }

    /// <summary>The program with this hash, if it is one of this run's plan.</summary>
    public FragmentProgram? Program(ProgramHash hash) => plan.Fragments.Select(f => f.Program).FirstOrDefault(p => p.Hash == hash);

    public abstract IReadOnlyList<FragmentJob> Split();

    /// <summary>The outcome itself, or a fault in its stead when it does not have the numbers that its key asks for.</summary>
    public JobOutcome Checked(JobOutcome outcome)
    {
        JobKey key = outcome.Key;
        if (outcome is JobOutcome.Refused or JobOutcome.Faulted || key.Fragment < 0 || key.Fragment >= plan.Fragments.Length) return outcome;
        return HasShape(outcome, plan.Fragments[key.Fragment]) ? outcome : new JobOutcome.Faulted(key, "the outcome does not have the numbers that were asked for");
    }

    protected abstract bool HasShape(JobOutcome outcome, FragmentPlan fragment);

    /// <summary>Takes an accepted, checked outcome; each key once.</summary>
    public abstract void Add(JobOutcome outcome);

    /// <summary>The answer to the client, once every outcome is in. May take long: not for an actor's own thread.</summary>
    public abstract IWireMessage Finish();
}

internal sealed class ForwardRun(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client) : RunUnderWay(plan, submission, client)
{
    private readonly ForwardAssembly _assembly = new(plan, submission.Batch.Samples);

    public override IReadOnlyList<FragmentJob> Split() => JobSplitter.Forward(Plan, Batch, Id);

    protected override bool HasShape(JobOutcome outcome, FragmentPlan fragment) => outcome is JobOutcome.Evaluated evaluated
        && evaluated.Probabilities.Length == (long)outcome.Key.VariantCount * fragment.Program.OutcomeCount * outcome.Key.SampleCount;

    public override void Add(JobOutcome outcome) => _assembly.Add((JobOutcome.Evaluated)outcome);

    public override IWireMessage Finish()
    {
        FragmentTensors measured = _assembly.ToTensors();
        return new ClientProtocol.ForwardCompleted(Id, new ForwardResult(Contraction.Contract(Plan, measured), measured));
    }
}

internal sealed class BackwardRun : RunUnderWay
{
    private readonly BackwardAssembly _assembly;
    private readonly FragmentTensors _cotangents;

    public BackwardRun(CutPlan plan, CoordinatorProtocol.SubmitRun submission, FragmentTensors cotangents, IActorRef client) : base(plan, submission, client)
    {
        (_assembly, _cotangents) = (new BackwardAssembly(plan, submission.Batch.Samples), cotangents);
        for (int f = 0; f < plan.Fragments.Length; f++)
        {
            long expected = (long)plan.Fragments[f].Program.Variants.Length * plan.Fragments[f].Program.OutcomeCount * submission.Batch.Samples;
            if (cotangents.Fragments.Length != plan.Fragments.Length || cotangents.Fragments[f].Length != expected)
                throw new ArgumentException($"Fragment {f} needs {expected} cotangents; the run does not bring them.");
        }
    }

    public override IReadOnlyList<FragmentJob> Split() => JobSplitter.Backward(Plan, Batch, _cotangents, Id);

    protected override bool HasShape(JobOutcome outcome, FragmentPlan fragment) => outcome is JobOutcome.Differentiated differentiated
        && differentiated.InputGradients.Length == (long)fragment.Fragment.Inputs.Length * outcome.Key.SampleCount
        && differentiated.WeightPartials.Length == SampleTree.Blocks(outcome.Key.FirstSample, outcome.Key.SampleCount).Count * (long)fragment.Fragment.Weights.Length;

    public override void Add(JobOutcome outcome) => _assembly.Add((JobOutcome.Differentiated)outcome);

    public override IWireMessage Finish() => new ClientProtocol.BackwardCompleted(Id, _assembly.ToGradients());
}
