using System.Globalization;
using Akka.Event;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Diary;

/// <summary>Something that a node reports to those who run it; always one of the nested cases. Its text is for people, its members are for programs.</summary>
public abstract record NodeEvent
{
    private NodeEvent(string name, LogLevel level) => (Name, Level) = (name, level);

    /// <summary>What happened, in words joined by hyphens; part of the log's format.</summary>
    public string Name { get; }

    public LogLevel Level { get; }

    public virtual string? Worker => null;

    public virtual RunId? Run => null;

    public virtual JobKey? Job => null;

    /// <summary>The training's step that the run or job belongs to, counted from 0 over all epochs.</summary>
    public virtual long? Step => null;

    /// <summary>The coordinator's.</summary>
    public virtual long? Term { get; init; }

    public virtual string? Reason => null;

    /// <summary>A trainer node takes part in the run that is led here.</summary>
    public sealed record TrainerTaken(TrainerId Id) : NodeEvent("trainer-taken", LogLevel.InfoLevel)
    {
        public override string Worker => Id.ToString();

        public override string ToString() => $"Trainer {Id} takes part.";
    }

    public sealed record TrainerRefused(TrainerId Id, string Why) : NodeEvent("trainer-refused", LogLevel.WarningLevel)
    {
        public override string Worker => Id.ToString();

        public override string Reason => Why;

        public override string ToString() => $"Trainer {Id} is refused, because {Why}.";
    }

    /// <summary>What it held is done by others.</summary>
    public sealed record TrainerLost(TrainerId Id, string Why) : NodeEvent("trainer-lost", LogLevel.WarningLevel)
    {
        public override string Worker => Id.ToString();

        public override string Reason => Why;

        public override string ToString() => $"Trainer {Id} is lost: {Why}. What it held is done by others.";
    }

    public sealed record ShareFailed(TrainerId Id, long OfStep, int Share, string Why) : NodeEvent("share-failed", LogLevel.WarningLevel)
    {
        public override string Worker => Id.ToString();

        public override long? Step => OfStep;

        public override string Reason => Why;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Trainer {Id} could not compute share {Share} of step {OfStep}: {Why}");
    }

    public sealed record LeadFound(string Address) : NodeEvent("lead-found", LogLevel.InfoLevel)
    {
        public override string ToString() => $"The lead is at {Address}.";
    }

    public sealed record LeadLost() : NodeEvent("lead-lost", LogLevel.WarningLevel)
    {
        public override string ToString() => "The lead is gone; this trainer waits for one to come back.";
    }

    public sealed record WorkerRegistered(WorkerId Id, int Devices) : NodeEvent("worker-registered", LogLevel.InfoLevel)
    {
        public override string Worker => Id.ToString();

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Worker {Id} is registered with {Devices} devices.");
    }

    public sealed record WorkerRefused(WorkerId Id, string Why) : NodeEvent("worker-refused", LogLevel.WarningLevel)
    {
        public override string Worker => Id.ToString();

        public override string Reason => Why;

        public override string ToString() => $"Worker {Id} is refused: {Why}.";
    }

    /// <summary>The worker finishes what it holds and takes no more.</summary>
    public sealed record WorkerDraining(WorkerId Id) : NodeEvent("worker-draining", LogLevel.InfoLevel)
    {
        public override string Worker => Id.ToString();

        public override string ToString() => $"Worker {Id} drains: it finishes what it holds and takes no more.";
    }

    /// <summary>The worker drained first: nothing is lost.</summary>
    public sealed record WorkerLeft(WorkerId Id) : NodeEvent("worker-left", LogLevel.InfoLevel)
    {
        public override string Worker => Id.ToString();

        public override string ToString() => $"Worker {Id} has left.";
    }

    public sealed record WorkerLost(WorkerId Id, string Why) : NodeEvent("worker-lost", LogLevel.WarningLevel)
    {
        public override string Worker => Id.ToString();

        public override string Reason => Why;

        public override string ToString() => $"Worker {Id} is lost ({Why}); its jobs go to others.";
    }

    /// <summary>The job was granted before: that lease ended without an outcome, or this is a copy of one that takes long.</summary>
    /// <param name="Attempt">Counts the job's grants, this one included.</param>
    public sealed record JobGrantedAgain(JobKey Key, long OfStep, int Attempt, WorkerId Id) : NodeEvent("job-granted-again", LogLevel.InfoLevel)
    {
        public override string Worker => Id.ToString();

        public override long? Step => OfStep;

        public override RunId? Run => Key.Run;

        public override JobKey? Job => Key;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"The job of {Key} is granted to worker {Id}, for the {Attempt}th time.");
    }

    public sealed record RunFailed(RunId Id, long OfStep, JobKey Key, string Story) : NodeEvent("run-failed", LogLevel.WarningLevel)
    {
        public override long? Step => OfStep;

        public override RunId? Run => Id;

        public override JobKey? Job => Key;

        public override string Reason => Story;

        public override string ToString() => $"Run {Id} failed: {Story}";
    }

    /// <param name="Retracted">Its unchecked outcomes in open runs, which are done again.</param>
    /// <param name="Doubtful">Its unchecked outcomes in results that are out.</param>
    public sealed record WorkerQuarantined(string Node, string Why, int Retracted, long Doubtful) : NodeEvent("worker-quarantined", LogLevel.ErrorLevel)
    {
        public override string Worker => Node;

        public override string Reason => Why;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"Worker node {Node} is quarantined: {Why}. Unchecked outcomes of it: {Retracted} done again, {Doubtful} in results that are out.");
    }

    /// <summary>On a worker: a coordinator has taken it.</summary>
    public sealed record CoordinatorFound(string Coordinator) : NodeEvent("coordinator-found", LogLevel.InfoLevel)
    {
        public override string ToString() => $"The coordinator {Coordinator} has taken this worker.";
    }

    /// <summary>On a worker.</summary>
    public sealed record CoordinatorLost : NodeEvent
    {
        public CoordinatorLost() : base("coordinator-lost", LogLevel.InfoLevel) { }

        public override string ToString() => "The coordinator is gone; this worker waits for the next one.";
    }

    /// <summary>On a worker: it holds no job and takes none.</summary>
    public sealed record Drained : NodeEvent
    {
        public Drained() : base("drained", LogLevel.InfoLevel) { }

        public override string ToString() => "This worker is drained: it holds no job and takes none.";
    }

    /// <summary>On a coordinator.</summary>
    /// <param name="StoodBy">Another one held the seat before: that it changes hands is worth a warning.</param>
    public sealed record SeatTaken(long Number, bool StoodBy) : NodeEvent("seat-taken", StoodBy ? LogLevel.WarningLevel : LogLevel.InfoLevel)
    {
        public override long? Term => Number;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"This node coordinates now, in term {Number}.");
    }

    /// <summary>On a coordinator.</summary>
    public sealed record SeatLost(long Number, string Why) : NodeEvent("seat-lost", LogLevel.WarningLevel)
    {
        public override long? Term => Number;

        public override string Reason => Why;

        public override string ToString() => $"This node no longer coordinates: {Why}.";
    }
}
