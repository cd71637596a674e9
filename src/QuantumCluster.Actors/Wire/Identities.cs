using System.Runtime.Serialization;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Wire;

/// <summary>Names of runs, workers and jobs ↔ their wire forms.</summary>
internal static class Identities
{
    public static V1.Run ToWire(this RunId run) => new() { Session = run.Session, Number = run.Number };

    public static RunId FromWire(this V1.Run? run) => run is null ? throw new SerializationException("The message names no run.") : new(run.Session, run.Number);

    public static V1.Worker ToWire(this WorkerId worker) => new() { Node = worker.Node, Incarnation = worker.Incarnation };

    public static WorkerId FromWire(this V1.Worker? worker) => worker is null || worker.Node.Length == 0
        ? throw new SerializationException("The message names no worker.")
        : new(worker.Node, worker.Incarnation);

    public static V1.DeviceClass ToWire(this DeviceClass devices) =>
        new() { Profile = devices.Profile, Figures = devices.Figures, Qubits = devices.Qubits, Noisy = devices.IsNoisy };

    public static DeviceClass FromWire(this V1.DeviceClass devices)
    {
        try
        {
            return new(devices.Profile, devices.Figures, devices.Qubits, devices.Noisy);
        }
        catch (ArgumentException e)
        {
            throw new SerializationException($"The message names no class of devices: {e.Message}", e);
        }
    }

    public static V1.Key ToWire(this JobKey key) => new()
    {
        Run = key.Run.ToWire(),
        Fragment = key.Fragment,
        FirstVariant = key.FirstVariant,
        VariantCount = key.VariantCount,
        FirstSample = key.FirstSample,
        SampleCount = key.SampleCount,
    };

    public static JobKey FromWire(this V1.Key? key) => key is null
        ? throw new SerializationException("The message names no job.")
        : Checked(new(key.Run.FromWire(), key.Fragment, key.FirstVariant, key.VariantCount, key.FirstSample, key.SampleCount));

    /// <exception cref="SerializationException">A position is negative, a count is not positive, or together they overflow.</exception>
    public static JobKey Checked(JobKey key) =>
        key.Fragment < 0 || key.FirstVariant < 0 || key.FirstSample < 0 || key.VariantCount < 1 || key.SampleCount < 1
            || (long)key.FirstVariant + key.VariantCount > int.MaxValue || (long)key.FirstSample + key.SampleCount > int.MaxValue
            ? throw new SerializationException($"No job has the key {key}.")
            : key;
}
