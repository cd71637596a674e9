using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.Laboratory.RealClusters;

/// <summary>Steps on the embedded cluster, timed: the same actors and messages as on a network, real threads and real time.</summary>
internal static class RealSteps
{
    /// <summary>What the embedded cluster's workers hold for each device.</summary>
    public static int WindowPerDevice => new WorkerSettings().WindowPerDevice;

    /// <summary>Forward passes of the dense eight-qubit ladder in jobs of one variant and some samples, one pass after another.</summary>
    /// <param name="workers">With one device each.</param>
    /// <param name="samples">7 · samples / samplesPerJob jobs a step.</param>
    /// <returns>Milliseconds of each step; the first, in which programs travel, is left out.</returns>
    public static async Task<double[]> TimeAsync(int workers, LedgerSettings ledger, TimeSpan deviceTime, QueueLatency queue, int samples, int samplesPerJob, int steps, Seed seed, TimeProvider time, CancellationToken cancellation)
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        int width = DeviceProfile.FiveQubit.Qubits;
        var plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Minimal, width, new Granularity(1, samplesPerJob)));
        var batch = new Batch(ladder.InitialWeights(seed), new double[8 * samples], samples);
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings
        {
            Nodes = workers, DevicesPerNode = 1, Time = time, Coordinator = new CoordinatorSettings { Ledger = ledger },
            Device = (n, _) => new WaitingDevice(new StateVectorDevice(DeviceProfile.FiveQubit), deviceTime, queue, seed.For((ulong)n), time),
        });
        var times = new double[steps];
        for (int s = -1; s < steps; s++)
        {
            long start = time.GetTimestamp();
            await cluster.Executor.ForwardAsync(plan, batch, cancellation).ConfigureAwait(false);
            if (s >= 0) times[s] = time.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }
}
