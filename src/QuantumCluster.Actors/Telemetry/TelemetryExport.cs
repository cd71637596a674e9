using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>Sends metrics and traces where the settings say, until it is disposed.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly List<IDisposable> _parts = [];

    /// <param name="role">Of this process, in the traces: coordinator, worker, trainer.</param>
    /// <exception cref="InvalidSettingException">The metrics file cannot be written.</exception>
    public static TelemetryExport Start(TelemetrySettings settings, string role, TimeProvider time)
    {
        var export = new TelemetryExport();
        if (settings.MetricsFile is { } file) export.WriteTo(file, time);
        if (settings.Otlp is { } collector) export.SendTo(collector, role);
        return export;
    }

    /// <summary>What has not been sent is sent now, if anybody takes it.</summary>
    public void Dispose()
    {
        foreach (IDisposable part in _parts) part.Dispose();
    }

    private void WriteTo(string file, TimeProvider time)
    {
        var text = new PrometheusText();
        try
        {
            Write(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            text.Dispose();
            throw new InvalidSettingException($"quantum-cluster.telemetry.metrics-file is {file}, which cannot be written: {e.Message}", e);
        }

        _parts.Add(time.CreateTimer(_ => TryWrite(file, text), null, Every, Every));
        _parts.Add(text);
    }

    private static void TryWrite(string file, PrometheusText text)
    {
        try
        {
            Write(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a disk that is full for a while is no reason for a node to end; who reads the file sees its age
        }
    }

    private static void Write(string file, PrometheusText text)
    {
        string next = $"{file}.next";
        File.WriteAllText(next, text.Text());
        File.Move(next, file, overwrite: true);
    }

    private void SendTo(Uri collector, string role)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService($"quantum-cluster-{role}");
        void To(OtlpExporterOptions options) => options.Endpoint = collector;
        _parts.Add(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(ClusterTelemetry.Name).AddOtlpExporter(To).Build());
        _parts.Add(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource($"{ClusterTelemetry.Name}*").AddOtlpExporter(To).Build());
    }
}
