using Akka.Actor;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Working;

/// <summary>One device: runs one job at a time, on a thread of its own, and answers its worker.</summary>
internal sealed class DeviceActor : ReceiveActor
{
    /// <summary>The dispatcher in which each device has a thread of its own, so that long jobs starve nothing else.</summary>
    public const string Dispatcher = "quantum-cluster.device-dispatcher";

    public DeviceActor(IQuantumDevice device) => Receive<RunJob>(m => Sender.Tell(new JobEnded(new LeasedOutcome(m.Job.Lease, Run(device, m)))));

    public static Props Props(IQuantumDevice device) => Akka.Actor.Props.Create(() => new DeviceActor(device)).WithDispatcher(Dispatcher);

    private static JobOutcome Run(IQuantumDevice device, RunJob m)
    {
        try
        {
            return device.Run(m.Program, m.Job.Job);
        }
        catch (Exception e) // whatever a device does wrong is this attempt's misfortune, not the node's
        {
            return new JobOutcome.Faulted(m.Job.Job.Key, $"{e.GetType().Name}: {e.Message}");
        }
    }

    internal sealed record RunJob(FragmentProgram Program, LeasedJob Job) : INoSerializationVerificationNeeded;

    internal sealed record JobEnded(LeasedOutcome Outcome) : INoSerializationVerificationNeeded;
}
