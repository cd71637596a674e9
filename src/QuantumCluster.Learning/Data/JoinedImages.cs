using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace QuantumCluster.Learning.Data;

/// <summary>Several parts of one data set, one after another.</summary>
/// <param name="parts">At least one; of the same classes, channels and size.</param>
public sealed class JoinedImages(params ImmutableArray<IImageSource> parts) : IImageSource
{
    private readonly ImmutableArray<(IImageSource Part, int Index)> _places = [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(i => (part, i)))];

    public ImmutableArray<int> Labels { get; } = [.. parts.SelectMany(part => part.Labels)];

    public ImmutableArray<string> ClassNames => parts[0].ClassNames;

    public int Channels => parts[0].Channels;

    public int Size => parts[0].Size;

    public bool Varies => parts.Any(part => part.Varies);

    public void Copy(int index, int epoch, Span<float> target) => _places[index].Part.Copy(_places[index].Index, epoch, target);

    public ImageIdentity IdentityOf(int index) => _places[index].Part.IdentityOf(_places[index].Index);

    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(parts.Select(part => part.Digest())))));
}
