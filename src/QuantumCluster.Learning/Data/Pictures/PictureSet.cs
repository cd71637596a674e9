using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>
/// A collection's pictures as the network takes them. Each is decoded once and kept, as bytes. Background workers decode in the order in
/// which the pictures will be needed; one that is asked for before its turn is decoded by whoever asks.
/// </summary>
public sealed class PictureSet : IImageSource, IDisposable
{
    private readonly PictureCollection _collection;
    private readonly Lazy<byte[]>[] _decoded;
    private readonly CancellationTokenSource _over = new();
    private readonly Lazy<string> _digest;
    private Task _decoding = Task.CompletedTask;
    private int _count;

    /// <param name="collection">Disposed with this set.</param>
    /// <param name="size">Height and width to which the pictures are brought.</param>
    public PictureSet(PictureCollection collection, int size)
    {
        (_collection, Size) = (collection, size);
        Labels = [.. collection.Pictures.Select(p => p.Label)];
        _decoded = [.. collection.Pictures.Select(picture => new Lazy<byte[]>(() => Decode(picture)))];
        _digest = new(DigestOfFiles);
    }

    public ImmutableArray<int> Labels { get; }

    public ImmutableArray<string> ClassNames => _collection.ClassNames;

    public int Channels => PictureDecoder.Channels;

    public bool Varies => false;

    public int Size { get; }

    /// <summary>Pictures decoded so far.</summary>
    public int Decoded => Volatile.Read(ref _count);

    /// <summary>Starts decoding in the background; only once.</summary>
    /// <param name="order">Indices, the first needed first; may repeat.</param>
    public void DecodeAhead(IEnumerable<int> order, int workers)
    {
        if (!_decoding.IsCompletedSuccessfully || _count > 0) throw new InvalidOperationException("The pictures are being decoded already.");
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = _over.Token };
        _decoding = Task.Run(() => Parallel.ForEach(order.Distinct(), options, index => _ = _decoded[index].Value));
    }

    /// <summary>Completes when every picture of <see cref="DecodeAhead"/> is decoded.</summary>
    /// <exception cref="DataFiles.DataFileException">A picture is damaged.</exception>
    public async Task WhenDecodedAsync()
    {
        try
        {
            await _decoding;
        }
        catch (AggregateException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }
    }

    public ImageIdentity IdentityOf(int index) => new(_collection.Pictures[index].Id, _collection.Pictures[index].Group);

    public void Copy(int index, int epoch, Span<float> target)
    {
        byte[] bytes = _decoded[index].Value;
        for (int i = 0; i < bytes.Length; i++) target[i] = bytes[i] / 255f;
    }

    /// <summary>Over classes, size and for every picture its id, its label and its file's bytes.</summary>
    public string Digest() => _digest.Value;

    public void Dispose()
    {
        _over.Cancel();
        try
        {
            _decoding.GetAwaiter().GetResult(); // the files must not be closed under a worker
        }
        catch (Exception e) when (e is OperationCanceledException or AggregateException or DataFiles.DataFileException)
        {
            // Whoever needed the picture has been told, or nobody did.
        }

        _over.Dispose();
        _collection.Dispose();
    }

    private byte[] Decode(LabelledPicture picture)
    {
        byte[] pixels = PictureDecoder.Square(_collection.Files.Read(picture.File), Size, _collection.Files.PlaceOf(picture.File));
        Interlocked.Increment(ref _count);
        return pixels;
    }

    private string DigestOfFiles()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"pictures {Size} {string.Join(' ', ClassNames)}"));
        foreach (LabelledPicture picture in _collection.Pictures)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{picture.Id} {picture.Label} "));
            hash.AppendData(SHA256.HashData(_collection.Files.Read(picture.File)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
