using Akka.Actor;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Working;

/// <summary>
/// One device: runs one job at a time, on a thread of its own, and answers its worker: at once, or, when it has a clock, as soon as the
/// emulated processor would be done.
/// </summary>
internal sealed class DeviceActor : ReceiveActor
{
    /// <summary>The dispatcher in which each device has a thread of its own, so that long jobs starve nothing else.</summary>
    public const string Dispatcher = "quantum-cluster.device-dispatcher";

    public DeviceActor(IQuantumDevice device, EmulatedTime? emulated, TimeProvider time)
    {
        var clock = new DeviceClock(time);
        Receive<RunJob>(m =>
        {
            long start = time.GetTimestamp();
            JobOutcome outcome = Run(device, m);
            TimeSpan took = emulated?.Service(m.Program, m.Job.Job, outcome) ?? time.GetElapsedTime(start);
            var ended = new JobEnded(new LeasedOutcome(m.Job.Lease, outcome), took);
            if (emulated is null) Sender.Tell(ended);
            else DeviceClock.ReachAsync(clock.Occupy(m.Arrived, emulated.Wait(m.Job), took), time).PipeTo(Sender, Self, () => ended);
        });
    }

    /// <param name="emulated">How long the emulated processor takes; null: only as long as the emulation.</param>
    public static Props Props(IQuantumDevice device, EmulatedTime? emulated, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new DeviceActor(device, emulated, time)).WithDispatcher(Dispatcher);

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

    /// <param name="Arrived">Timestamp at which the job joined the device's queue.</param>
    internal sealed record RunJob(FragmentProgram Program, LeasedJob Job, long Arrived) : INoSerializationVerificationNeeded;

    /// <param name="Took">Device time of the job.</param>
    internal sealed record JobEnded(LeasedOutcome Outcome, TimeSpan Took) : INoSerializationVerificationNeeded;
}
