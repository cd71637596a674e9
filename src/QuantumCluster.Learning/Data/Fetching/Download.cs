using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Fetching;

/// <summary>
/// A file fetched by HTTP into its place: what arrives is kept beside it as <c>….partial</c>, from which a later attempt goes on, and moved only
/// when its MD5 is the published one.
/// </summary>
public sealed class Download(HttpClient http, TimeProvider time)
{
    /// <summary>Attempts in a row that may bring nothing.</summary>
    private const int Patience = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="md5">32 hexadecimal digits, lower case.</param>
    /// <param name="progress">Bytes there, and bytes in all where the server says so.</param>
    /// <exception cref="DataFileException">The file cannot be written.</exception>
    /// <exception cref="IOException">The server cannot be reached, refuses, or has another file. What has arrived is kept, unless it is wrong.</exception>
    public async Task ToAsync(Uri from, string path, string md5, Action<long, long?> progress, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            if (await Md5Async(path, cancellation) == md5) return;
            throw new DataFileException(path, "exists and is not the published file (its MD5 is another); move it away, or choose another place.");
        }

        string partial = path + OpenedFile.PartialSuffix;
        bool resumed = File.Exists(partial);
        await AllOfItAsync(from, partial, progress, cancellation);
        if (await Md5Async(partial, cancellation) is string first && first != md5 && resumed)
        {
            // The older part may have come from another version of the file: once more, from the start.
            File.Delete(partial);
            await AllOfItAsync(from, partial, progress, cancellation);
        }

        if (await Md5Async(partial, cancellation) is string found && found != md5)
        {
            File.Delete(partial);
            throw new IOException($"What {from} sent is not the published file: its MD5 is {found}, not {md5}; it is deleted, try again or get the file elsewhere.");
        }

        File.Move(partial, path);
    }

    private async Task AllOfItAsync(Uri from, string partial, Action<long, long?> progress, CancellationToken cancellation)
    {
        for (int failed = 0; ;)
        {
            long before = Length(partial);
            try
            {
                await AttemptAsync(from, partial, progress, cancellation);
                return;
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null } or HttpIOException or TaskCanceledException { InnerException: TimeoutException })
            {
                failed = Length(partial) > before ? 0 : failed + 1;
                if (failed == Patience)
                    throw new IOException($"{from} cannot be fetched: {e.Message.TrimEnd('.')}; the {Length(partial)} bytes that have arrived are kept, and the same command goes on from them.", e);
                await Task.Delay(Pause, time, cancellation);
            }
            catch (HttpRequestException e)
            {
                throw new IOException($"{from} answers {(int)e.StatusCode!} ({e.StatusCode}); check the address, or try later.", e);
            }
        }
    }

    private async Task AttemptAsync(Uri from, string partial, Action<long, long?> progress, CancellationToken cancellation)
    {
        using FileStream file = Appending(partial);
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        if (file.Length > 0) request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return; // nothing is left to send; the MD5 decides
        response.EnsureSuccessStatusCode();
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        if (!goesOn) file.SetLength(0);
        file.Seek(0, SeekOrigin.End);
        long? total = file.Length + response.Content.Headers.ContentLength;
        progress(file.Length, total);
        using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and int read)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress(file.Length, total);
        }
    }

    private static FileStream Appending(string partial)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(partial)) is { } folder) Directory.CreateDirectory(folder);
            return new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(partial, $"cannot be written: {e.Message}", e);
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static async Task<string> Md5Async(string path, CancellationToken cancellation)
    {
        using FileStream file = OpenedFile.ForReading(path);
        return Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation));
    }
}
