namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// Devices that answer the same job with the same bits, because they have the same profile to the last figure. A plan binds fragments to
/// classes; which device of its class runs a job, and how often it is tried, changes no bit of a result.
/// </summary>
public sealed record DeviceClass
{
    private const int NameLimit = 64;

    /// <param name="profile">The profile's name, 1 to 64 printable ASCII characters without spaces.</param>
    /// <param name="figures">Digest of all its figures, of the same form.</param>
    /// <param name="qubits">At least 1.</param>
    /// <param name="isNoisy">See <see cref="IsNoisy"/>.</param>
    /// <exception cref="ArgumentException">A name or the width is not of this form.</exception>
    public DeviceClass(string profile, string figures, int qubits, bool isNoisy)
    {
        if (qubits < 1) throw new ArgumentException($"Class {profile} has devices of {qubits} qubits; a device has at least 1.", nameof(qubits));
        (Profile, Figures, Qubits, IsNoisy) = (Legal(profile), Legal(figures), qubits, isNoisy);
    }

    public string Profile { get; }

    public string Figures { get; }

    /// <summary>The widest program that its devices run.</summary>
    public int Qubits { get; }

    /// <summary>Whether they deviate from exact arithmetic. Those that do not all give the same bits, whatever their class.</summary>
    public bool IsNoisy { get; }

    /// <summary>The name is for people: what it says is in the figures.</summary>
    public bool Equals(DeviceClass? other) =>
        ReferenceEquals(this, other) || (other is not null && Figures == other.Figures && Qubits == other.Qubits && IsNoisy == other.IsNoisy);

    public override int GetHashCode() => Figures.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Profile} ({Figures})";

    private static string Legal(string name) => name.Length is >= 1 and <= NameLimit && name.All(c => c is > ' ' and <= '~')
        ? name
        : throw new ArgumentException($"\"{name}\" names no class of devices; a name has 1 to {NameLimit} printable ASCII characters and no spaces.", nameof(name));
}
