namespace QuantumCluster.Devices.Profiles;

/// <summary>How long a device takes for what it does; all in seconds, 0 to a day.</summary>
/// <remarks>
/// A shot takes reset + circuit + readout, but not less than <see cref="ShotPeriod"/>; a variant of one sample takes <see cref="CircuitLoad"/> once
/// and then its shots; a job takes <see cref="JobOverhead"/> once and then its variants and samples, one after another.
/// </remarks>
public sealed record DeviceTimes
{
    /// <summary>No job takes any time.</summary>
    public static DeviceTimes None { get; } = new();

    /// <summary>One gate on one qubit that is not virtual.</summary>
    public double OneQubitGate { get; init => field = Seconds(value, nameof(OneQubitGate)); }

    public double TwoQubitGate { get; init => field = Seconds(value, nameof(TwoQubitGate)); }

    /// <summary>All measured qubits at once.</summary>
    public double Readout { get; init => field = Seconds(value, nameof(Readout)); }

    /// <summary>From the end of a readout to all qubits in |0⟩.</summary>
    public double Reset { get; init => field = Seconds(value, nameof(Reset)); }

    /// <summary>The least time from one shot to the next: one over the most shots per second that the control system does.</summary>
    public double ShotPeriod { get; init => field = Seconds(value, nameof(ShotPeriod)); }

    /// <summary>Bringing one circuit, with its angles, to the control system.</summary>
    public double CircuitLoad { get; init => field = Seconds(value, nameof(CircuitLoad)); }

    public double JobOverhead { get; init => field = Seconds(value, nameof(JobOverhead)); }

    private static double Seconds(double value, string name) => value is >= 0 and <= 86_400
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value} s; it must be from 0 to 86400 s.");
}
