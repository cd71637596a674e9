using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.StateVectors;

namespace QuantumCluster.Devices;

/// <summary>
/// An exact, noiseless emulation: probabilities and vector-Jacobian products from state vectors. Stateless between jobs save for programs
/// that it has compiled, so it is safe for concurrent calls.
/// </summary>
public sealed class StateVectorDevice : IQuantumDevice
{
    public StateVectorDevice(DeviceProfile profile) : this(profile, LaneWidths.Widest)
    {
    }

    /// <summary>For tests: vectors of a width other than the widest give the same bits.</summary>
    internal StateVectorDevice(DeviceProfile profile, LaneWidth width) => (Profile, Width) = (profile, width);

    public DeviceProfile Profile { get; }

    internal LaneWidth Width { get; }

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        if (JobCheck.Objection(Profile, program, job) is { } objection) return new JobOutcome.Refused(job.Key, objection);
        try
        {
            var compiled = ReadyProgram.Of(program);
            if (compiled.Fused is { } fused) return fused.Run(job, Width);
            var run = new StateVectorRun(compiled.ByGates, job);
            return job.Ask is JobAsk.VectorJacobianProduct product
                ? run.Differentiate(product.Cotangents)
                : new JobOutcome.Evaluated(job.Key, run.Evaluate());
        }
        catch (NotSupportedException e)
        {
            return new JobOutcome.Refused(job.Key, e.Message);
        }
    }
}
