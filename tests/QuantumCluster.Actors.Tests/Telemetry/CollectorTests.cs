using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Telemetry;

/// <summary>What a collector is sent, by OTLP over gRPC: it is listened to on the network, not believed of the exporter.</summary>
[Collection(nameof(Alone))]
public sealed class CollectorTests
{
    [Fact]
    public async Task Collector_gets_metrics_and_traces_under_the_name_of_the_role()
    {
        var received = new ConcurrentDictionary<string, byte[]>();
        await using WebApplication collector = await ListenAsync(received);
        string address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using (TelemetryExport.Start(new TelemetrySettings(new Uri(address), null), "worker", TimeProvider.System))
        {
            ClusterTelemetry.ServiceTime.Record(0.02);
            ClusterTelemetry.Source.StartActivity("forward")!.SetTag("run", new RunId(0xAB, 3).ToString()).Dispose();
        } // what has not been sent is sent now

        string traces = Encoding.UTF8.GetString(received["/opentelemetry.proto.collector.trace.v1.TraceService/Export"]);
        Assert.All((string[])["quantum-cluster-worker", "forward", "ab-3"], text => Assert.Contains(text, traces));
        string metrics = Encoding.UTF8.GetString(received["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"]);
        Assert.All((string[])["quantum-cluster-worker", "quantumcluster.job.duration", "quantumcluster.wire.read"], text => Assert.Contains(text, metrics));
    }

    /// <summary>gRPC without its library: HTTP/2, a message behind five bytes of frame, the status in the trailers.</summary>
    private static async Task<WebApplication> ListenAsync(ConcurrentDictionary<string, byte[]> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(o => o.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received[context.Request.Path] = body.ToArray();
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync();
        return app;
    }
}
