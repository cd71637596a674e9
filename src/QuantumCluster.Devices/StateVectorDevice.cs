using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.StateVectors;

namespace QuantumCluster.Devices;

/// <summary>
/// An exact, noiseless emulation: probabilities and vector-Jacobian products from state vectors. Stateless between jobs save for programs
/// that it has compiled, so it is safe for concurrent calls.
/// </summary>
public sealed class StateVectorDevice(DeviceProfile profile) : IQuantumDevice
{
    // Kept as long as the program object itself lives: who holds on to programs decides.
    private static readonly ConditionalWeakTable<FragmentProgram, CompiledProgram> Compiled = [];

    public DeviceProfile Profile { get; } = profile;

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        if (JobCheck.Objection(Profile, program, job) is { } objection) return new JobOutcome.Refused(job.Key, objection);
        try
        {
            var run = new StateVectorRun(Compiled.GetValue(program, p => new CompiledProgram(p)), job);
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
