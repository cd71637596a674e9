using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// Training images, each of which every epoch shows in one of its views, drawn anew: as it is, mirrored, or turned by quarters. The views of <see cref="Symmetries"/> move
/// pixels and change none: unlike an <see cref="Augmentations.Augmentation"/>, they leave a picture as sharp as it was.
/// </summary>
/// <param name="views">How many views there are to draw from, one of <see cref="Symmetries.Counts"/>.</param>
/// <param name="seed">Keys the views by epoch and place.</param>
/// <exception cref="ArgumentOutOfRangeException">Another number of views.</exception>
public sealed class DrawnViews(IImageSource images, int views, Seed seed) : IImageSource
{
    private readonly int _views = Symmetries.Checked(views);

    public ImmutableArray<int> Labels => images.Labels;

    public ImmutableArray<string> ClassNames => images.ClassNames;

    public int Channels => images.Channels;

    public int Size => images.Size;

    public bool Varies => _views > 1 || images.Varies;

    public ImageIdentity IdentityOf(int index) => images.IdentityOf(index);

    public IImageSource ForJudging() => images.ForJudging();

    public void Copy(int index, int epoch, Span<float> target) =>
        Symmetries.CopyView(images, index, epoch == IImageSource.NoEpoch ? 0 : seed.For("epoch").For((ulong)epoch).For((ulong)index).Generator().NextInt(_views), epoch, target);

    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{images.Digest()}\nviews {_views} {seed}")));
}
