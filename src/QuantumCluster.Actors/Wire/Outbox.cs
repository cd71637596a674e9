using Akka.Actor;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Wire;

/// <summary>Sends what may be long: by reference inside a process, in parts to another one.</summary>
internal sealed class Outbox
{
    private long _transfers;

    public void Send(IActorRef to, IWireMessage message, IActorRef from)
    {
        if (to is IInternalActorRef { IsLocal: true } || Numbers(message) * 8 + 4096 <= Parts.FrameLimit)
        {
            to.Tell(message, from);
            return;
        }

        foreach (MessagePart part in Parts.Of(message, ++_transfers)) to.Tell(part, from);
    }

    private static long Numbers(IWireMessage message) => message switch
    {
        CoordinatorProtocol.SubmitRun m => m.Batch.Weights.Length + m.Batch.Inputs.Length + Numbers(m.Cotangents),
        CoordinatorProtocol.PlanProvided m => m.Encoded.Length / 8,
        ClientProtocol.ForwardCompleted m => m.Result.Outputs.Length + Numbers(m.Result.Measured),
        ClientProtocol.BackwardCompleted m => m.Gradients.Inputs.Length + m.Gradients.Weights.Length,
        LeadProtocol.ShareDone m => m.Outcome.Length / 8,
        LeadProtocol.TrainerReady m => m.Account.Length,
        TrainerProtocol.RunDescribed m => m.Description.Length,
        TrainerProtocol.StateProvided m => m.State.Length / 8,
        _ => 0,
    };

    private static long Numbers(FragmentTensors? tensors) => tensors?.Fragments.Sum(f => (long)f.Length) ?? 0;
}
