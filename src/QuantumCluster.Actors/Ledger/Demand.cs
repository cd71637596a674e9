using System.Globalization;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What a job needs of the devices that run it, and of those alone that may run it again.</summary>
/// <param name="Class">Null: any that are not noisy, which all give the same bits.</param>
/// <param name="Qubits">The least width.</param>
/// <param name="MaySubstitute">When no worker has such devices for long, others of this width may do it; its outcome is marked then.</param>
public sealed record Demand(DeviceClass? Class, int Qubits, bool MaySubstitute = false)
{
    /// <summary>Devices that are not noisy, of any width.</summary>
    public static Demand Exact { get; } = new(null, 0);

    /// <summary>Whether devices of this class are what is needed.</summary>
    public bool IsMetBy(DeviceClass devices) => devices.Qubits >= Qubits && (Class is null ? !devices.IsNoisy : Class == devices);

    /// <summary>For the end of a sentence: "devices of class noisy (0123) with at least 5 qubits".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Class is null ? "noiseless devices" : $"devices of class {Class}")} with at least {Qubits} qubits");
}

/// <summary>Consecutive jobs of a run that need the same.</summary>
public readonly record struct JobShare(int Jobs, Demand Demand);
