using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>Where this process's metrics and traces go; nowhere by default.</summary>
/// <param name="Otlp">An OpenTelemetry collector's address.</param>
/// <param name="MetricsFile">A file that is written anew every few seconds, in Prometheus' text format.</param>
internal sealed record TelemetrySettings(Uri? Otlp, string? MetricsFile)
{
    /// <exception cref="InvalidSettingException">The address is none.</exception>
    public static TelemetrySettings Read(SettingsTree tree)
    {
        string otlp = tree.Text("telemetry.otlp", null), file = tree.Text("telemetry.metrics-file", null);
        Uri? address = null;
        if (otlp.Length > 0 && (!Uri.TryCreate(otlp, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
            throw new InvalidSettingException($"quantum-cluster.telemetry.otlp is {otlp}; it must be the address of a collector, such as http://127.0.0.1:4317.");
        return new(address, file.Length > 0 ? file : null);
    }
}
