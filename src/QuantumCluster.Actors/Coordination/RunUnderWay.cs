using System.Collections.Immutable;
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
    private readonly Dictionary<JobKey, DeviceClass> _substitutes = [];

    public RunId Id => submission.Run;

    public IActorRef Client => client;

    /// <summary>What the run takes of the coordinator's memory; see <see cref="Room"/>.</summary>
    public long Bytes { get; } = Room.BytesOf(plan, submission);

    protected CutPlan Plan => plan;

    /// <summary>A run whose submission fits the plan, as <see cref="RunJobs"/> says.</summary>
    public static RunUnderWay Of(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client) =>
        (submission.Cotangents, submission.Shots) switch
        {
            (not null, _) => new BackwardRun(plan, submission, client),
            (null, { } shots) => new SampledRun(plan, submission, shots, client),
            _ => new ForwardRun(plan, submission, client),
        };

    /// <summary>The program with this hash, if it is one of this run's plan.</summary>
    public FragmentProgram? Program(ProgramHash hash) => plan.Fragments.Select(f => f.Program).FirstOrDefault(p => p.Hash == hash);

    /// <summary>Why the outcome cannot be true; null when it can.</summary>
    public string? Objection(JobOutcome outcome)
    {
        JobKey key = outcome.Key;
        if (outcome is JobOutcome.Refused or JobOutcome.Faulted || key.Fragment < 0 || key.Fragment >= plan.Fragments.Length) return null;
        if (key.FirstVariant < 0 || key.VariantCount < 1 || (long)key.FirstVariant + key.VariantCount > plan.Fragments[key.Fragment].Program.Variants.Length) return null;
        return OutcomeCheck.Objection(plan.Fragments[key.Fragment], AskOf(key.Fragment), outcome);
    }

    /// <summary>What the jobs of a fragment ask for, together; cotangents left out.</summary>
    protected abstract JobAsk AskOf(int fragment);

    /// <summary>Takes an accepted outcome that can be true. Another one with the same key takes its place.</summary>
    /// <param name="substitute">The class of devices that it comes from, when that is not the one that the plan says.</param>
    public void Add(JobOutcome outcome, DeviceClass? substitute)
    {
        if (substitute is not null) _substitutes[outcome.Key] = substitute;
        else if (_substitutes.Count > 0) _substitutes.Remove(outcome.Key);
        Add(outcome);
    }

    protected abstract void Add(JobOutcome outcome);

    protected ImmutableArray<SubstitutedJobs> Substituted =>
        [.. _substitutes.GroupBy(s => (s.Key.Fragment, s.Value)).OrderBy(g => g.Key.Fragment).ThenBy(g => g.Key.Value.Figures, StringComparer.Ordinal).Select(g => new SubstitutedJobs(g.Key.Fragment, g.Key.Value, g.Count()))];

    /// <summary>The answer to the client, once every outcome is in. May take long: not for an actor's own thread.</summary>
    public abstract IWireMessage Finish();
}

internal sealed class ForwardRun(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client) : RunUnderWay(plan, submission, client)
{
    private static readonly JobAsk Exact = new JobAsk.Probabilities();
    private readonly ForwardAssembly _assembly = new(plan, submission.Batch.Samples);

    protected override JobAsk AskOf(int fragment) => Exact;

    protected override void Add(JobOutcome outcome) => _assembly.Add((JobOutcome.Evaluated)outcome);

    public override IWireMessage Finish()
    {
        FragmentTensors measured = _assembly.ToTensors();
        return new ClientProtocol.ForwardCompleted(Id, new ForwardResult(Contraction.Contract(Plan, measured), measured) { Substituted = Substituted });
    }
}

internal sealed class SampledRun(CutPlan plan, CoordinatorProtocol.SubmitRun submission, ShotPlan shots, IActorRef client) : RunUnderWay(plan, submission, client)
{
    private readonly ForwardAssembly _assembly = new(plan, submission.Batch.Samples);

    protected override JobAsk AskOf(int fragment) => shots.Ask(fragment);

    protected override void Add(JobOutcome outcome) => _assembly.Add((JobOutcome.Counted)outcome, shots);

    public override IWireMessage Finish()
    {
        FragmentTensors frequencies = _assembly.ToTensors();
        return new ClientProtocol.ForwardCompleted(Id, new ForwardResult(Contraction.Contract(Plan, frequencies), frequencies) { Substituted = Substituted });
    }
}

internal sealed class BackwardRun(CutPlan plan, CoordinatorProtocol.SubmitRun submission, IActorRef client) : RunUnderWay(plan, submission, client)
{
    private readonly JobAsk _gradients = submission.Shift is { } shift ? new JobAsk.ShiftProduct([], shift.ShotsPerVariant, default) : new JobAsk.VectorJacobianProduct([]);
    private readonly BackwardAssembly _assembly = new(plan, submission.Batch.Samples, submission.Shift?.ShotsPerVariant is not null);

    protected override JobAsk AskOf(int fragment) => _gradients;

    protected override void Add(JobOutcome outcome) => _assembly.Add((JobOutcome.Differentiated)outcome);

    public override IWireMessage Finish() => new ClientProtocol.BackwardCompleted(Id, _assembly.ToGradients() with { Substituted = Substituted });
}
