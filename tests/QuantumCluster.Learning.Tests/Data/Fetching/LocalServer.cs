using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QuantumCluster.Learning.Tests.Data.Fetching;

/// <summary>A web server on this machine that answers requests one after the other, each as it is told.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <param name="answers">For each request in turn; later ones are answered as by the last.</param>
    public LocalServer(params Action<HttpListenerContext>[] answers)
    {
        Address = Listen();
        _serving = Task.Run(async () =>
        {
            for (int n = 0; ; n++)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                Ranges.Add(context.Request.Headers["Range"]);
                answers[Math.Min(n, answers.Length - 1)](context);
            }
        });
    }

    public Uri Address { get; }

    /// <summary>The header of every request so far; null where it had none.</summary>
    public List<string?> Ranges { get; } = [];

    /// <summary>The whole content, or the rest of it where a range is asked for.</summary>
    public static Action<HttpListenerContext> Serve(byte[] content) => context =>
    {
        int from = Begin(context, content);
        if (from >= content.Length)
        {
            context.Response.StatusCode = 416;
            context.Response.Close();
            return;
        }

        context.Response.Close(content[from..], willBlock: true);
    };

    /// <summary>Promises all that is asked for, sends as many bytes of it and hangs up.</summary>
    public static Action<HttpListenerContext> BreakAfter(byte[] content, int bytes) => context =>
    {
        int from = Begin(context, content);
        context.Response.ContentLength64 = content.Length - from;
        context.Response.OutputStream.Write(content, from, bytes);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
    };

    /// <summary>A server that knows no ranges.</summary>
    public static Action<HttpListenerContext> ServeWhole(byte[] content) => context => context.Response.Close(content, willBlock: true);

    public static Action<HttpListenerContext> Fail(int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Close();
    };

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private static int Begin(HttpListenerContext context, byte[] content)
    {
        if (context.Request.Headers["Range"] is not { } range) return 0;
        int from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        context.Response.StatusCode = 206;
        context.Response.Headers["Content-Range"] = $"bytes {from}-{content.Length - 1}/{content.Length}";
        return from;
    }

    // A free port may be taken by another test between finding and using it.
    private Uri Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            string address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(address);
            try
            {
                _listener.Start();
                return new Uri(address + "file.npz");
            }
            catch (HttpListenerException)
            {
            }
        }
    }
}
