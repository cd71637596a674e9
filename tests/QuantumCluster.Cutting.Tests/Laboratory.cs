using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Cutting.Tests;

/// <summary>The whole pipeline on one device in this process: what every law is about.</summary>
internal static class Laboratory
{
    /// <summary>Readout and gradients of a plan, for one batch and one cotangent.</summary>
    public sealed record Findings(double[] Outputs, FragmentTensors Measured, LayerGradients Gradients);

    public static double[] Outputs(PlanRequest request, double[] w, double[] x, int samples = 1) => Outputs(CutPlan.Create(request), w, x, samples);

    public static double[] Outputs(CutPlan plan, double[] w, double[] x, int samples = 1) =>
        Executor(plan).ForwardAsync(plan, new Batch(w, x, samples)).GetAwaiter().GetResult().Outputs;

    /// <param name="cotangent">[samples, outputs].</param>
    public static Findings Run(PlanRequest request, double[] w, double[] x, double[] cotangent, int samples = 1)
    {
        CutPlan plan = CutPlan.Create(request);
        LocalExecutor executor = Executor(plan);
        var batch = new Batch(w, x, samples);
        ForwardResult forward = executor.ForwardAsync(plan, batch).GetAwaiter().GetResult();
        LayerGradients gradients = executor.BackwardAsync(plan, batch, forward, cotangent).GetAwaiter().GetResult();
        return new(forward.Outputs, forward.Measured, gradients);
    }

    /// <summary>Gradients by parameter shift after an exact forward pass.</summary>
    /// <param name="shift">From exact probabilities unless told otherwise.</param>
    public static LayerGradients Shift(PlanRequest request, double[] w, double[] x, double[] cotangent, int samples = 1, ShiftPlan? shift = null)
    {
        CutPlan plan = CutPlan.Create(request);
        LocalExecutor executor = Executor(plan);
        var batch = new Batch(w, x, samples);
        ForwardResult forward = executor.ForwardAsync(plan, batch).GetAwaiter().GetResult();
        return executor.ShiftAsync(plan, batch, forward, cotangent, shift ?? ShiftPlan.Exact).GetAwaiter().GetResult();
    }

    private static LocalExecutor Executor(CutPlan plan) =>
        new(new StateVectorDevice(plan.Request.DeviceQubits == 5 ? DeviceProfile.FiveQubit : DeviceProfile.Simulator(plan.Request.DeviceQubits)));
}
