using QuantumCluster.Actors.Sharing;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;
using QuantumCluster.Learning.Training.Team;

namespace QuantumCluster.Cli.Train.Team;

/// <summary>A run led from this process, as trainer nodes see it: between the cluster's bytes and the team's shares.</summary>
internal sealed class LedRun(RunManifest run, TrainerAccount own, ITrainerDesk desk) : ILead
{
    private readonly Dictionary<TrainerId, NodeTrainer> _fellows = [];

    public string Description { get; } = run.ToText();

    public string? Refuse(string account) => own.WhyNot(account);

    public void Joined(RemoteTrainer trainer)
    {
        _fellows[trainer.Id] = new(trainer);
        desk.Join(_fellows[trainer.Id]);
    }

    public void Left(RemoteTrainer trainer)
    {
        if (_fellows.Remove(trainer.Id, out NodeTrainer? fellow)) desk.Leave(fellow);
    }

    public void Idle(RemoteTrainer trainer) => desk.Idle(_fellows[trainer.Id]);

    public void Answered(RemoteTrainer trainer, long step, int share, ReadOnlyMemory<byte> outcome)
    {
        ShareOutcome answered = ShareOutcome.FromBytes(outcome);
        if (answered.Key != new ShareKey(step, share)) throw new FormatException($"It is said to be of {new ShareKey(step, share)}, and is of {answered.Key}.");
        desk.Answer(_fellows[trainer.Id], answered);
    }

    public void Failed(RemoteTrainer trainer, long step, int share) => desk.Fail(_fellows[trainer.Id], new(step, share), "its node could not compute it");

    /// <param name="trainer">Each life of a node is a fellow of its own.</param>
    private sealed class NodeTrainer(RemoteTrainer trainer) : IFellowTrainer
    {
        public string Name { get; } = FormattableString.Invariant($"{trainer.Id.Node} {trainer.Id.Incarnation}");

        public void Give(StepState state) => trainer.Give(state.Step, state.Numbers);

        public void Ask(ShareKey key) => trainer.Ask(key.Step, key.Share);
    }
}
