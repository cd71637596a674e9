namespace QuantumCluster.Actors.Sharing;

/// <summary>Who leads a run whose steps trainer nodes share in. Called by one thread at a time, and returns at once.</summary>
public interface ILead
{
    /// <summary>The run as trainers are told of it.</summary>
    string Description { get; }

    /// <param name="account">What a trainer says that it has prepared.</param>
    /// <returns>Why it cannot be used, as a clause that follows "because"; null when it can.</returns>
    string? Refuse(string account);

    void Joined(RemoteTrainer trainer);

    /// <summary>It is gone, and with it what it held.</summary>
    void Left(RemoteTrainer trainer);

    /// <summary>It says that it holds no share.</summary>
    void Idle(RemoteTrainer trainer);

    /// <exception cref="FormatException">The bytes are no outcome of that share.</exception>
    void Answered(RemoteTrainer trainer, long step, int share, ReadOnlyMemory<byte> outcome);

    void Failed(RemoteTrainer trainer, long step, int share);
}

/// <summary>A trainer node as its lead sees it.</summary>
public sealed class RemoteTrainer
{
    private readonly Action<object> _lead;

    internal RemoteTrainer(TrainerId id, Action<object> lead) => (Id, _lead) = (id, lead);

    public TrainerId Id { get; }

    /// <summary>Sends the state before a step.</summary>
    public void Give(long step, ReadOnlyMemory<byte> state) => _lead(new LeadActor.Give(Id, step, state));

    /// <summary>Asks for a share of the step whose state was sent last.</summary>
    public void Ask(long step, int share) => _lead(new LeadActor.Ask(Id, step, share));
}
