using System.Collections.Immutable;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Devices.Fleets;

namespace QuantumCluster.Experiments.Fleets;

/// <param name="Jobs">Answers of devices: more than jobs where copies were made.</param>
/// <param name="DeviceTime">Of all devices together, for the answers that counted; waits at their doors left out.</param>
/// <param name="CopiesTime">The same for answers that came second: of copies that were made of jobs for stragglers.</param>
/// <param name="RootMeanSquareError">Of an output of the first forward pass, over samples and outputs: against the same plan on devices without noise, exact.</param>
public sealed record TrialResult(long Jobs, TimeSpan DeviceTime, TimeSpan CopiesTime, TimeSpan WallTime, double RootMeanSquareError);

/// <summary>Does what a <see cref="Forecast"/> is about, on a cluster inside this process whose devices take the time that their profiles say: each on a worker of its own.</summary>
/// <param name="fleet">At most as many devices as an embedded cluster has nodes.</param>
public sealed class FleetTrial(CutPlan plan, IReadOnlyList<Pass> passes, ImmutableArray<DeviceGroup> fleet, Seed seed, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <exception cref="ExecutionFailedException">A run cannot be done.</exception>
    public async Task<TrialResult> RunAsync(CancellationToken cancellation)
    {
        await RunAsync(emulateTime: false, cancellation); // what is to be compiled is compiled now, and not while a device waits for it
        return await RunAsync(emulateTime: true, cancellation);
    }

    private async Task<TrialResult> RunAsync(bool emulateTime, CancellationToken cancellation)
    {
        DeviceProfile[] devices = [.. fleet.SelectMany(g => Enumerable.Repeat(g.Profile, g.Devices))];
        EmulatedTime?[] times = [.. devices.Select(d => EmulatedTime.Of(d, new WorkerSettings { EmulateTime = emulateTime }))];
        var watch = new DeviceTimeWatch((node, job) => times[EmbeddedCluster.NumberOf(node)]?.Wait(job) ?? TimeSpan.Zero);
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings
        {
            Nodes = devices.Length, DevicesPerNode = 1, Device = (n, _) => QuantumDevices.For(devices[n]), EmulateTime = emulateTime, Time = time,
            Coordinator = new CoordinatorSettings { Recording = watch },
        });
        while (watch.Workers < devices.Length) await Task.Delay(LookEvery, time, cancellation);
        double? error = null;
        ForwardResult? forward = null;
        TimeSpan wall = TimeSpan.Zero;
        foreach (Pass pass in passes)
        {
            Batch batch = Numbers(pass.Samples);
            long start = time.GetTimestamp();
            forward = await RunAsync(cluster.Executor, pass, batch, forward, cancellation);
            wall += time.GetElapsedTime(start);
            if (error is null && forward is not null) error = await ErrorAsync(batch, forward, cancellation);
        }

        return new(watch.Taken.Answers, watch.Taken.Counted, watch.Taken.Copies, wall, error ?? 0);
    }

    /// <returns>The forward result that a later pass goes back from.</returns>
    private async Task<ForwardResult?> RunAsync(IFragmentExecutor executor, Pass pass, Batch batch, ForwardResult? forward, CancellationToken cancellation)
    {
        if (pass.Shots is { } shots) return await executor.SampleAsync(plan, batch, shots, cancellation);
        if (!pass.IsBackward) return await executor.ForwardAsync(plan, batch, cancellation);
        if (forward is null) throw new InvalidOperationException("A backward pass comes after a forward pass of the same samples.");
        KeyedRandom random = seed.For("cotangents").Generator();
        double[] cotangents = [.. Enumerable.Range(0, forward.Outputs.Length).Select(_ => random.NextDouble(-1, 1))];
        if (pass.Shift is { } shift) await executor.ShiftAsync(plan, batch, forward, cotangents, shift, cancellation);
        else await executor.BackwardAsync(plan, batch, forward, cotangents, cancellation);
        return forward;
    }

    private async Task<double> ErrorAsync(Batch batch, ForwardResult forward, CancellationToken cancellation)
    {
        await using var exact = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));
        double[] truth = (await exact.ForwardAsync(CutPlan.Create(plan.Request with { Classes = [] }), batch, cancellation)).Outputs;
        return Math.Sqrt(truth.Zip(forward.Outputs, (t, o) => (t - o) * (t - o)).Average());
    }

    private Batch Numbers(int samples)
    {
        KeyedRandom random = seed.For("angles").Generator();
        double[] Draw(int count, double limit) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];
        var circuit = plan.Request.Circuit;
        return new Batch(Draw(circuit.WeightCount, Math.PI / 4), Draw(circuit.InputCount * samples, Math.PI), samples);
    }
}
