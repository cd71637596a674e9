using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Tests.Networks;

/// <summary>The paper's network, cut into 4 + 5 qubits, on a device in this process.</summary>
internal static class Hybrids
{
    public static CutPlan Plan(Kernel kernel, Readout? readout = null)
    {
        var ladder = new Ladder(8, 1, kernel);
        return CutPlan.Create(new PlanRequest(ladder.ToCircuit(), readout ?? new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Middle(ladder), VariantChoice.Auto, 5, Granularity.Exact));
    }

    public static double[] Weights(Kernel kernel, ulong seed = 1) => new Ladder(8, 1, kernel).InitialWeights(new Seed(seed));

    public static IFragmentExecutor Device() => new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));

    public static HybridNetwork Network(ulong seed = 1, IFragmentExecutor? executor = null, int classes = 2, Kernel? kernel = null) =>
        new(classes, Plan(kernel ?? Kernel.Crz), Weights(kernel ?? Kernel.Crz, seed), executor ?? Device(), new Seed(seed));
}
