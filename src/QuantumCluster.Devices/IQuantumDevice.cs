using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices;

/// <summary>One processor, real or emulated. Runs one job at a time; not safe for concurrent calls unless an implementation says so.</summary>
public interface IQuantumDevice
{
    DeviceProfile Profile { get; }

    /// <summary>Runs <paramref name="job"/>. A job that cannot run here is answered with <see cref="JobOutcome.Refused"/>, never with an exception.</summary>
    /// <param name="program">The program that the job names.</param>
    JobOutcome Run(FragmentProgram program, FragmentJob job);
}
