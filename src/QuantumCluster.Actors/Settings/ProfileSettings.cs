using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Actors.Settings;

/// <summary>The device profiles of <c>quantum-cluster.profiles</c>: those that are shipped, and the user's over and beside them.</summary>
public static class ProfileSettings
{
    internal const string Root = "quantum-cluster.profiles";

    /// <summary>The profile of that name, from the shipped ones and the user's files.</summary>
    /// <param name="configFiles">HOCON; later files win over earlier ones. A profile that is there already keeps what a file does not name.</param>
    /// <exception cref="InvalidSettingException">There is no such profile, or a file is missing or not HOCON, or a figure is not allowed.</exception>
    public static DeviceProfile Load(string name, params IReadOnlyList<string> configFiles) => Named(SettingsTree.Load(null, configFiles), name);

    /// <summary>All of them, by name.</summary>
    /// <inheritdoc cref="Load"/>
    public static ImmutableSortedDictionary<string, DeviceProfile> LoadAll(params IReadOnlyList<string> configFiles)
    {
        var tree = SettingsTree.Load(null, configFiles);
        return Names(tree).ToImmutableSortedDictionary(name => name, name => Named(tree, name), StringComparer.Ordinal);
    }

    internal static DeviceProfile Named(SettingsTree tree, string name)
    {
        if (!Names(tree).Contains(name)) throw new InvalidSettingException($"There is no device profile {name}; there are {string.Join(", ", Names(tree).Order(StringComparer.Ordinal))}.");
        var fields = new ProfileFields($"{Root}.{name}", tree.Config.GetConfig($"{Root}.{name}"));
        fields.Allow("", "qubits", "gates", "times", "noise", "queue", "drift", "shot-limit");
        try
        {
            int qubits = fields.Whole("qubits");
            return DeviceProfile.Create(name, qubits, Gates(fields), Times(fields), Noise(fields, qubits), Queue(fields), Drift(fields), fields.Whole("shot-limit", 1_000_000));
        }
        catch (ArgumentException e)
        {
            throw new InvalidSettingException($"{Root}.{name}: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
    }

    private static IEnumerable<string> Names(SettingsTree tree) => tree.Config.GetConfig(Root).Root.GetObject().Items.Keys;

    private static NativeGates Gates(ProfileFields fields)
    {
        fields.Allow("gates", "entangler", "coupling", "virtual-z");
        return new(
            fields.Choice("gates.entangler", Entangler.Cnot, ("cnot", Entangler.Cnot), ("cz", Entangler.Cz), ("xx", Entangler.Xx)),
            fields.Choice("gates.coupling", Coupling.Line, ("line", Coupling.Line), ("all", Coupling.All)),
            fields.Choice("gates.virtual-z", true, ("on", true), ("off", false)));
    }

    private static DeviceTimes Times(ProfileFields fields)
    {
        fields.Allow("times", "one-qubit-gate", "two-qubit-gate", "readout", "reset", "shots-per-second", "circuit-load", "job-overhead");
        double perSecond = fields.Number("times.shots-per-second", double.PositiveInfinity);
        if (!(perSecond > 0)) throw new ArgumentException($"times.shots-per-second is {perSecond}; it must be above 0.");
        return new()
        {
            OneQubitGate = fields.Seconds("times.one-qubit-gate", 0),
            TwoQubitGate = fields.Seconds("times.two-qubit-gate", 0),
            Readout = fields.Seconds("times.readout", 0),
            Reset = fields.Seconds("times.reset", 0),
            ShotPeriod = 1 / perSecond,
            CircuitLoad = fields.Seconds("times.circuit-load", 0),
            JobOverhead = fields.Seconds("times.job-overhead", 0),
        };
    }

    private static DeviceNoise? Noise(ProfileFields fields, int qubits)
    {
        fields.Allow("noise", "one-qubit-error", "two-qubit-error", "t1", "t2", "reads-one-for-zero", "reads-zero-for-one");
        if (!fields.Has("noise")) return null;
        ImmutableArray<double> t1 = fields.Each("noise.t1", qubits, double.PositiveInfinity, ProfileFields.SecondsOf);
        ImmutableArray<double> t2 = fields.Has("noise.t2") ? fields.Each("noise.t2", qubits, double.PositiveInfinity, ProfileFields.SecondsOf) : [.. t1.Select(t => 2 * t)]; // no more than decay takes
        return DeviceNoise.Create(fields.Number("noise.one-qubit-error", 0), fields.Number("noise.two-qubit-error", 0), t1, t2,
            fields.Each("noise.reads-one-for-zero", qubits, 0, ProfileFields.NumberOf), fields.Each("noise.reads-zero-for-one", qubits, 0, ProfileFields.NumberOf));
    }

    private static QueueLatency Queue(ProfileFields fields)
    {
        // Keys of other kinds may be left from the profile underneath.
        fields.Allow("queue", "kind", "wait", "centre", "deviation", "median", "sigma", "least", "shape");
        return fields.Choice<Func<QueueLatency>>("queue.kind", () => new QueueLatency.None(),
            ("none", () => new QueueLatency.None()),
            ("fixed", () => new QueueLatency.Fixed(fields.Seconds("queue.wait"))),
            ("normal", () => new QueueLatency.Normal(fields.Seconds("queue.centre"), fields.Seconds("queue.deviation"))),
            ("log-normal", () => new QueueLatency.LogNormal(fields.Seconds("queue.median"), fields.Number("queue.sigma"))),
            ("pareto", () => new QueueLatency.Pareto(fields.Seconds("queue.least"), fields.Number("queue.shape"))))();
    }

    private static Drift? Drift(ProfileFields fields)
    {
        fields.Allow("drift", "seed", "spread", "recalibrate-every");
        return !fields.Has("drift") ? null : new(new Seed((ulong)fields.Whole("drift.seed", 0)), fields.Number("drift.spread"), fields.Whole("drift.recalibrate-every"));
    }
}
